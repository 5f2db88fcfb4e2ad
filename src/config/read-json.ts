import { readFileSync } from 'node:fs';
import type { Mistake } from './mistake.ts';

/** @returns what the file holds, or what is wrong with it; editors on Windows put a byte order mark before it */
export function readJson(file: string): { content: unknown } | { mistake: Mistake } {
  try {
    return { content: JSON.parse(readFileSync(file, 'utf8').replace(/^\uFEFF/, '')) as unknown };
  } catch (error) {
    return { mistake: { file, path: '', fix: unreadable(error) } };
  }
}

/** Only the place of a syntax error: its message would quote the file. */
function unreadable(error: unknown): string {
  if (!(error instanceof SyntaxError))
    return 'cannot be read: set HABEAS_CONFIG to the path of the configuration file';
  const place = /\(line \d+ column \d+\)/.exec(error.message)?.[0] ?? '';
  return `is not JSON ${place}`.trimEnd();
}
