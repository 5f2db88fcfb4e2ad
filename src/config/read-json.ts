import { readFileSync } from 'node:fs';
import type { Mistake } from './mistake.ts';

/** @returns the content of the file, or the mistake. A byte order mark is skipped, because some Windows editors write one. */
export function readJson(file: string): { content: unknown } | { mistake: Mistake } {
  try {
    return { content: JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    return { mistake: { file, path: '', fix: unreadable(error) } };
  }
}

/** Gives only the place of a syntax error, because the message of the parser quotes the file. */
function unreadable(error: unknown): string {
  if (!(error instanceof SyntaxError))
    return 'cannot be read: set HABEAS_CONFIG to the path of the configuration file';
  const place = /\(line \d+ column \d+\)/.exec(error.message)?.[0] ?? '';
  return `is not valid JSON ${place}`.trimEnd();
}
