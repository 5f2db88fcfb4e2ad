import { openLogFile } from './log-file.ts';

/** Lines for the user. They are also written to a log, so they contain no personal data. */
export interface Terminal {
  readonly say: (line: string) => void;
  /** Shows the error output of a process. The log of that process has it already. */
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
