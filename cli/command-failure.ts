import { exitCodes, type ExitCode } from './exit-codes.ts';

/** A command that cannot continue. The message says what to do next. */
export class CommandFailure extends Error {
  readonly exitCode: ExitCode;
  /** The service's problem document, for `--json`. */
  readonly problem: Problem | undefined;

  constructor(message: string, exitCode: ExitCode, problem?: Problem) {
    super(message);
    this.name = 'CommandFailure';
    this.exitCode = exitCode;
    this.problem = problem;
  }
}

/** RFC 9457, with the members of Habeas. */
export interface Problem {
  readonly status: number;
  readonly title: string;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string; readonly detail: string }[];
  readonly state?: string;
  readonly actions?: readonly string[];
}

/** @throws CommandFailure, because the command line is wrong; the message says how to write it */
export function refuseUsage(message: string): never {
  throw new CommandFailure(message, exitCodes.usage);
}

/** The text for a refusal of the service: what it refused, and what is allowed instead. */
export function failureOf(problem: Problem): CommandFailure {
  const lines = [
    `${problem.title} (${problem.code}).`,
    problem.detail,
    ...(problem.errors ?? []).map(({ pointer, detail }) => `  ${pointer}: ${detail}`),
    problem.state && `The request is ${problem.state}.`,
    problem.actions &&
      (problem.actions.length === 0
        ? 'No action is allowed now.'
        : `These actions are allowed now: ${problem.actions.join(', ')}.`),
  ];
  return new CommandFailure(lines.filter(Boolean).join('\n'), exitCodeOf(problem.status), problem);
}

function exitCodeOf(status: number): ExitCode {
  if ([401, 403, 409, 410].includes(status)) return exitCodes.notAllowed;
  return status >= 500 || status === 429 ? exitCodes.unreachable : exitCodes.usage;
}
