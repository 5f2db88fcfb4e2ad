import { SystemFailure } from '../../domain/failure.ts';

/** Error codes such as `ECONNREFUSED`. Any other text might hold a URL. */
const stableName = /^[A-Z][A-Z0-9_]{2,40}$/;

interface Thrown {
  readonly name?: unknown;
  readonly code?: unknown;
  readonly cause?: unknown;
}

const asThrown = (value: unknown): Thrown | undefined =>
  typeof value === 'object' && value !== null ? value : undefined;

function nameOf(error: unknown): string {
  for (let thrown = asThrown(error); thrown; thrown = asThrown(thrown.cause)) {
    if (typeof thrown.code === 'string' && stableName.test(thrown.code)) return thrown.code;
    if (thrown.name === 'TimeoutError') return 'timed out';
  }
  return 'no answer';
}

/** Turns an error of a call into a failure. The cause is left out on purpose, because its message may hold a URL. */
export function connectionFailure(error: unknown): SystemFailure {
  if (error instanceof SystemFailure) return error;
  return new SystemFailure('unavailable', `connection failed (${nameOf(error)})`);
}
