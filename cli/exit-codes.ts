/** The exit codes of all commands. Scripts rely on these numbers; docs/cli.md documents them. */
export const exitCodes = {
  done: 0,
  /** The service cannot be reached, or its answer was not expected. */
  unreachable: 1,
  /** The command line or a value in it is wrong. */
  usage: 2,
  /** The request ended, but not everything was done. */
  withExceptions: 3,
  /** The request failed, or a check failed. */
  failed: 4,
  /** The caller may not do this, or the state of the request does not allow it. */
  notAllowed: 5,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The exit code of a command that followed a request to its end. */
export function exitCodeOfState(state: string): ExitCode {
  if (state === 'completed') return exitCodes.done;
  return state === 'failed' ? exitCodes.failed : exitCodes.withExceptions;
}
