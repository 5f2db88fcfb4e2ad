import type { RequestState } from '../domain/request.ts';

// RFC 9457. The title says what is wrong, the detail says what to do. Neither repeats a value from the sender.
const titles = {
  'invalid-json': [400, 'The body is not JSON'],
  'invalid-request': [400, 'The request is invalid'],
  'empty-subject': [400, 'The subject has no identifiers'],
  'unknown-system': [400, 'A system is unknown'],
  unauthenticated: [401, 'The caller is not known'],
  forbidden: [403, 'The caller may not do this'],
  'not-found': [404, 'Not found'],
  'no-package': [404, 'There is no package'],
  'method-not-allowed': [405, 'The method is not allowed'],
  'not-allowed-in-state': [409, 'The state of the request does not allow it'],
  'plan-changed': [409, 'The plan has changed'],
  'second-person-needed': [409, 'A second person is needed'],
  'package-expired': [410, 'The package has expired'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'The content type is not supported'],
  'idempotency-key-reused': [422, 'The idempotency key was used with another body'],
  'too-many-requests': [429, 'The caller makes too many calls'],
  internal: [500, 'Something went wrong in the service'],
  unavailable: [503, 'The service is unavailable now'],
} as const satisfies Record<string, readonly [number, string]>;

export type ProblemCode = keyof typeof titles;

export interface FieldError {
  /** JSON pointer into the body. */
  readonly pointer: string;
  readonly detail: string;
}

export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors?: readonly FieldError[];
  readonly state?: RequestState;
  readonly actions?: readonly string[];
}

type Extras = Pick<Problem, 'errors' | 'state' | 'actions'>;

export function problem(code: ProblemCode, detail: string, extras: Extras = {}): Problem {
  const [status, title] = titles[code];
  return { type: `urn:habeas:problem:${code}`, title, status, code, detail, ...extras };
}

/** The service refuses the call. `problem` says why. */
export class Refused extends Error {
  readonly problem: Problem;
  /** Headers that belong to the answer, such as `Allow`. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(refusal: Problem, headers: Readonly<Record<string, string>> = {}) {
    super(refusal.code);
    this.name = 'Refused';
    this.problem = refusal;
    this.headers = headers;
  }
}

export function refuse(
  code: ProblemCode,
  detail: string,
  extras: Extras = {},
  headers: Readonly<Record<string, string>> = {},
): never {
  throw new Refused(problem(code, detail, extras), headers);
}
