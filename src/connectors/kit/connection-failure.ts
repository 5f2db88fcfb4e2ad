import { SystemFailure } from '../../domain/failure.ts';

/** Names such as `ECONNREFUSED`; anything else might hold a URL. */
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

/** Turns what a call throws into a failure. The cause is left behind on purpose: its message may quote a URL. A failure stays itself. */
export function connectionFailure(error: unknown): SystemFailure {
  if (error instanceof SystemFailure) return error;
  return new SystemFailure('unavailable', `connection failed (${nameOf(error)})`);
}
