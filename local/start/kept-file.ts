import { rmSync } from 'node:fs';
import { codeOf } from './log-file.ts';
import { writeAtomically } from './write-atomically.ts';

/** A file. When it cannot be written, the write is repeated until it succeeds. */
export interface KeptFile {
  write(): void;
  remove(): void;
}

const usualPauseMs = 1_000;

/**
 * @param content called for every try
 * @param tell called once when the file cannot be written, and once when it is written after that
 */
export function keepFile(
  file: string,
  content: () => string,
  tell: (line: string) => void,
  pause = usualPauseMs,
): KeptFile {
  let retry: NodeJS.Timeout | undefined;
  const write = () => {
    const isRetry = retry !== undefined;
    clearTimeout(retry);
    try {
      writeAtomically(file, content());
      retry = undefined;
      if (isRetry) tell(`${file} is written again.`);
    } catch (error) {
      if (!isRetry)
        tell(`${file} cannot be written (${codeOf(error)}): trying again until it can.`);
      retry = setTimeout(write, pause);
    }
  };
  return {
    write,
    remove: () => {
      clearTimeout(retry);
      rmSync(file, { force: true });
    },
  };
}
