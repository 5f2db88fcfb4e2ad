import type { Answer } from './call.ts';

/** Thrown for a bad control call. The answer is problem+json (RFC 9457). */
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

/** One field of the body is wrong. */
export const wrongField = (pointer: string, detail: string) =>
  new ControlProblem(400, 'invalid-request', 'Correct the fields named in errors.', [
    { pointer, detail },
  ]);

/** Another record already has this name or id. */
export const takenField = (pointer: string, detail: string) =>
  new ControlProblem(409, 'taken', 'Choose another value for the field named in errors.', [
    { pointer, detail },
  ]);

export function problemAnswer({ status, code, message, pointers }: ControlProblem): Answer {
  return {
    status,
    headers: { 'Content-Type': 'application/problem+json' },
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
