/**
 * Why a system could not be done. One line of meaning each, and who must act.
 *
 * | code | means | acts |
 * |---|---|---|
 * | `throttled` | the system kept telling us to slow down | nobody: retry later |
 * | `unavailable` | 5xx, time-out, refused or broken connection | nobody: retry later |
 * | `credentials-rejected` | 401: our secret or certificate is not accepted | operator |
 * | `permission-missing` | 403: signed in, but a permission is not granted | operator |
 * | `privileged-account` | an administrator or guest: never touched by us | operator, by hand |
 * | `refused` | the system understood and declined | operator |
 * | `unexpected-answer` | the answer is not what the vendor's documents promise, three times in a row | developer |
 * | `misconfigured` | our own configuration of this system is wrong | operator |
 */
export const failureCodes = [
  'throttled',
  'unavailable',
  'credentials-rejected',
  'permission-missing',
  'privileged-account',
  'refused',
  'unexpected-answer',
  'misconfigured',
] as const;

export type FailureCode = (typeof failureCodes)[number];

/** Codes that pass by themselves; all others stay as they are until somebody acts. */
export function isTransient(code: FailureCode): boolean {
  return code === 'throttled' || code === 'unavailable';
}

/** Is another try worth its while? An odd answer may be a proxy's, or one cut short: it gets a few. */
export function isTriedAgain(code: FailureCode): boolean {
  return isTransient(code) || code === 'unexpected-answer';
}

/**
 * A system could not do what it was asked. Thrown by connectors, turned into an outcome by activities.
 * The message names the system's answer by status and code only: it may be logged, so it never holds a value or a URL.
 */
export class SystemFailure extends Error {
  readonly code: FailureCode;
  /** Seconds the system told us to wait (`Retry-After`); null when it said nothing. */
  readonly retryAfter: number | null;

  constructor(
    code: FailureCode,
    message: string,
    options: { retryAfter?: number | null; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'SystemFailure';
    this.code = code;
    this.retryAfter = options.retryAfter ?? null;
  }
}
