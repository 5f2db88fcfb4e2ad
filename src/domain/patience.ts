import type { Attempt } from './attempt.ts';
import type { FailureCode } from './failure.ts';

/**
 * How much of the patience with one system is used up, over the whole request: the seconds in its failed tries and in the waits between
 * tries. The system is given up after `policy.giveUpAfter`. Waits that the system asked for (`Retry-After`) and waits for our own rate
 * limiter do not count.
 */
export interface Patience {
  readonly spentSeconds: number;
  readonly retries: number;
  /** How many tries, one after another, got an answer that the vendor does not document. */
  readonly oddInARow: number;
}

export const freshPatience: Patience = { spentSeconds: 0, retries: 0, oddInARow: 0 };

export interface Setback {
  readonly patience: Patience;
  /** Seconds to wait before the next try; null when the system is to be given up. */
  readonly wait: number | null;
}

const longestWaitSeconds = 300;

/**
 * One unexpected answer may come from a proxy or be cut short. Three, one after another, mean that the vendor changed its answers: a
 * developer must act.
 */
const mostOddInARow = 3;

/**
 * @param patience before the try
 * @param code why the try failed
 * @param trySeconds how long the calls of the failed try were under way
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
  const oddInARow = code === 'unexpected-answer' ? patience.oddInARow + 1 : 0;
  // Each try counts as at least one second. So a system that always says "later" is given up at some point.
  const spent = patience.spentSeconds + Math.max(1, trySeconds);
  const after = (spentSeconds: number, wait: number | null): Setback => ({
    patience: { spentSeconds, retries: patience.retries + (wait === null ? 0 : 1), oddInARow },
    wait,
  });
  if (oddInARow >= mostOddInARow || spent >= giveUpAfterSeconds) return after(spent, null);
  if (toldSeconds !== null) return after(spent, toldSeconds);
  const wait = Math.max(
    1,
    Math.min(2 ** patience.retries, longestWaitSeconds, giveUpAfterSeconds - spent),
  );
  return after(spent + wait, wait);
}

/** A try that was not done because of the system, and is repeated. */
export type Trouble = Extract<Attempt<never>, { readonly kind: 'later' | 'down' }>;

/** @returns what follows from a try that was not done, with the code by which the system fails when it is given up */
export function afterTrouble(
  patience: Patience,
  trouble: Trouble,
  giveUpAfterSeconds: number,
): Setback & { readonly code: FailureCode } {
  if (trouble.kind === 'down')
    return {
      ...afterOutage(patience, trouble.seconds, giveUpAfterSeconds),
      code: 'unavailable',
    };
  const { code, spentSeconds, seconds, progressed } = trouble;
  const before = progressed ? afterGoodAnswer(patience) : patience;
  return { ...afterSetback(before, code, spentSeconds, seconds, giveUpAfterSeconds), code };
}

/** The system is down for all requests. The system causes this wait, so it costs patience. No call was made, so it does not count as a retry. */
function afterOutage(patience: Patience, seconds: number, giveUpAfterSeconds: number): Setback {
  const left = giveUpAfterSeconds - patience.spentSeconds;
  if (left <= 0) return { patience, wait: null };
  const wait = Math.min(seconds, left);
  return { patience: { ...patience, spentSeconds: patience.spentSeconds + wait }, wait };
}

/** @returns the patience after a documented answer: unexpected answers before it no longer count */
export function afterGoodAnswer(patience: Patience): Patience {
  return patience.oddInARow === 0 ? patience : { ...patience, oddInARow: 0 };
}
