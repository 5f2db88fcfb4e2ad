import type { FailureCode } from './failure.ts';

/** How long one system has been tried again, in seconds, over the whole request. Waits that the system asked for do not count. */
export interface Patience {
  readonly spentSeconds: number;
  readonly retries: number;
  /** How many of the tries were answered with something the vendor's documents do not know. */
  readonly oddTries: number;
}

export const freshPatience: Patience = { spentSeconds: 0, retries: 0, oddTries: 0 };

export interface Setback {
  readonly patience: Patience;
  /** Seconds to wait before the next try; null when the system is to be given up. */
  readonly wait: number | null;
}

const longestWait = 300;

/** A proxy's page or an answer cut short passes; a vendor that changed its answers does not, and a developer must hear of it soon. */
const mostOddTries = 3;

/**
 * @param patience as it stood before the try
 * @param code what came of the try
 * @param trySeconds how long the failed try itself took
 * @param toldSeconds what `Retry-After` said; null when the system said nothing
 * @param giveUpAfterSeconds `policy.giveUpAfter`
 */
export function afterSetback(
  patience: Patience,
  code: FailureCode,
  trySeconds: number,
  toldSeconds: number | null,
  giveUpAfterSeconds: number,
): Setback {
  const oddTries = patience.oddTries + (code === 'unexpected-answer' ? 1 : 0);
  // At least a second a try, so that a system which says "later" for ever is given up one day.
  const spent = patience.spentSeconds + Math.max(1, trySeconds);
  const after = (spentSeconds: number, wait: number | null): Setback => ({
    patience: { spentSeconds, retries: patience.retries + (wait === null ? 0 : 1), oddTries },
    wait,
  });
  if (oddTries >= mostOddTries || spent >= giveUpAfterSeconds) return after(spent, null);
  if (toldSeconds !== null) return after(spent, toldSeconds);
  const wait = Math.max(
    1,
    Math.min(2 ** patience.retries, longestWait, giveUpAfterSeconds - spent),
  );
  return after(spent + wait, wait);
}
