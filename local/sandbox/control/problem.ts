import type { Answer } from '../http/call.ts';

/** Thrown for a bad control call; becomes problem+json (RFC 9457). */
export class ControlProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly pointers: readonly { pointer: string; detail: string }[];

  constructor(
    status: number,
    code: string,
    message: string,
    pointers: readonly { pointer: string; detail: string }[] = [],
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.pointers = pointers;
  }
}

export function problemAnswer(
  { status, code, message, pointers }: ControlProblem,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json', ...headers },
    body: {
      type: `urn:habeas:sandbox:problem:${code}`,
      title: code,
      status,
      code,
      detail: message,
      ...(pointers.length > 0 ? { errors: pointers } : {}),
    },
  };
}
