import type { Command } from 'commander';

/** The option of a command that sends a comment with a decision. */
export interface Commented {
  readonly comment?: string;
}

/** Gives a command the option `--comment`. */
export function commented(command: Command): Command {
  return command.option(
    '--comment <text>',
    'a text that explains the decision; it is sealed, and only operators and auditors can read it',
  );
}
