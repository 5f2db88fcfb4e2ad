import { readFileSync } from 'node:fs';
import { SettingsError } from './settings-error.ts';

/**
 * Reads a JSON file as Azure's host and Core Tools do: comments, trailing commas and a byte order mark are allowed.
 * @throws SettingsError when it cannot be read
 */
export function readJsonFile(file: string): unknown {
  try {
    const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
    if (text.trim() === '') throw new Error('it is empty; it must hold a JSON object.');
    return JSON.parse(withoutTrailingCommas(withoutComments(text))) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`${file} cannot be read: ${reason}`);
  }
}

const string = /"(?:[^"\\]|\\.)*"/.source;
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\//.source;

/** Blanks keep the positions in error messages right. */
function withoutComments(text: string): string {
  return text.replace(new RegExp(`${string}|${comment}`, 'g'), (found) =>
    found.startsWith('"') ? found : found.replace(/[^\n]/g, ' '),
  );
}

function withoutTrailingCommas(text: string): string {
  return text.replace(new RegExp(`${string}|,(?=\\s*[}\\]])`, 'g'), (found) =>
    found === ',' ? ' ' : found,
  );
}
