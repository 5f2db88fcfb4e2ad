import { SystemFailure } from '../../domain/failure.ts';

/** Names such as `ECONNREFUSED` or `TimeoutError`; anything else might hold a URL. */
const stableName = /^[A-Za-z][A-Za-z0-9_]{2,40}$/;

function nameOf(error: unknown): string {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if ('code' in cause && typeof cause.code === 'string' && stableName.test(cause.code)) {
      return cause.code;
    }
    if (cause.name === 'TimeoutError') return 'timed out';
  }
  return 'no answer';
}

/**
 * Turns what `fetch` throws into a failure. The cause is left behind on purpose: undici's messages quote URLs.
 * A failure stays itself.
 */
export function connectionFailure(error: unknown): SystemFailure {
  if (error instanceof SystemFailure) return error;
  return new SystemFailure('unavailable', `connection failed (${nameOf(error)})`);
}
