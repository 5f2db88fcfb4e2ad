import { openLogFile } from './log-file.ts';

/** Lines for the person at the terminal; they are kept in the logs too, so they never hold personal data. */
export interface Terminal {
  readonly say: (line: string) => void;
  /** What a child printed as an error; it stands in the child's own log already. */
  readonly pass: (text: string) => void;
}

export function openTerminal(logFile: string): Terminal {
  const log = openLogFile(logFile, (line) => {
    console.log(line);
  });
  return {
    say: (line) => {
      console.log(line);
      log.append(`${new Date().toISOString()} ${line}\n`);
    },
    pass: (text) => {
      process.stderr.write(text);
    },
  };
}
