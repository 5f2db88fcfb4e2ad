import { appendFileSync } from 'node:fs';

export interface LogFile {
  append(text: string): void;
}

/**
 * Appends to a log file. While the file cannot be written (a full disk), lines are lost and the process continues.
 *
 * @param tell called once when the file cannot be written, and once when it can be written again
 */
export function openLogFile(file: string, tell: (line: string) => void): LogFile {
  let isLost = false;
  return {
    append: (text) => {
      try {
        appendFileSync(file, text, { mode: 0o600 });
        if (isLost) tell(`The log ${file} can be written again.`);
        isLost = false;
      } catch (error) {
        if (!isLost)
          tell(`The log ${file} cannot be written (${codeOf(error)}): continuing without it.`);
        isLost = true;
      }
    },
  };
}

/** The system's name of an error, as in `ENOSPC`. */
export function codeOf(error: unknown): string {
  const hasCode = typeof error === 'object' && error !== null && 'code' in error;
  return String(hasCode ? error.code : error);
}
