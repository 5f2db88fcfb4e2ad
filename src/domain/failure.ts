/**
 * Why a system could not do what it was asked: the meaning of each code, and who must act.
 *
 * | code | means | acts |
 * |---|---|---|
 * | `throttled` | the system kept telling us to slow down | nobody: retry later |
 * | `unavailable` | 5xx, time-out, refused or broken connection | nobody: retry later |
 * | `credentials-rejected` | 401: our secret or certificate is not accepted | operator |
 * | `permission-missing` | 403: signed in, but a permission is not granted | operator |
 * | `privileged-account` | an administrator or guest: Habeas never changes such an account | operator, by hand |
 * | `refused` | the system understood the call and declined it | operator |
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

/** Does this failure usually end without anybody acting? */
export function isTransient(code: FailureCode): boolean {
  return code === 'throttled' || code === 'unavailable';
}

/** Should the flow try again? An unexpected answer may come from a proxy or be cut short, so it is also tried again a few times. */
export function isTriedAgain(code: FailureCode): boolean {
  return isTransient(code) || code === 'unexpected-answer';
}

/**
 * A system could not do what it was asked to do. Connectors throw it; activities turn it into an outcome.
 * The message may be logged. So it holds only the status and the code of the system's answer, never a value or a URL.
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
