import type { RequestState } from '../domain/request.ts';

// RFC 9457. Titles say what happened, details what to do; neither ever repeats what was sent.
const titles = {
  'invalid-json': [400, 'The body is not JSON'],
  'invalid-request': [400, 'The request is not as it should be'],
  'empty-subject': [400, 'The subject names nobody'],
  'unknown-system': [400, 'A system is not known here'],
  'not-found': [404, 'There is no such thing here'],
  'no-package': [404, 'There is no package'],
  'method-not-allowed': [405, 'The method is not allowed here'],
  'not-allowed-in-state': [409, 'The state of the request does not allow it'],
  'package-expired': [410, 'The package is no longer kept'],
  'too-large': [413, 'The body is too large'],
  'unsupported-media-type': [415, 'The content type is not supported'],
  'idempotency-key-reused': [422, 'The idempotency key was used with another body'],
  internal: [500, 'Something went wrong in the service'],
  unavailable: [503, 'The service is not available now'],
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

/** What was asked cannot be done; the problem says why. */
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

export function refuse(code: ProblemCode, detail: string, extras: Extras = {}): never {
  throw new Refused(problem(code, detail, extras));
}
