/** How long one system has been tried again, in seconds, over the whole request. Waits that the system asked for do not count. */
export interface Patience {
  readonly spentSeconds: number;
  readonly tries: number;
}

export const freshPatience: Patience = { spentSeconds: 0, tries: 0 };

export interface Setback {
  readonly patience: Patience;
  /** Seconds to wait before the next try; null when the system is to be given up. */
  readonly wait: number | null;
}

const longestWait = 300;

/**
 * @param patience as it stood before the try
 * @param trySeconds how long the failed try itself took
 * @param toldSeconds what `Retry-After` said; null when the system said nothing
 * @param giveUpAfterSeconds `policy.giveUpAfter`
 */
export function afterSetback(
  patience: Patience,
  trySeconds: number,
  toldSeconds: number | null,
  giveUpAfterSeconds: number,
): Setback {
  const tries = patience.tries + 1;
  // At least a second a try, so that a system which says "later" for ever is given up one day.
  const spent = patience.spentSeconds + Math.max(1, trySeconds);
  if (spent >= giveUpAfterSeconds) return { patience: { spentSeconds: spent, tries }, wait: null };
  if (toldSeconds !== null) return { patience: { spentSeconds: spent, tries }, wait: toldSeconds };
  const wait = Math.max(1, Math.min(2 ** patience.tries, longestWait, giveUpAfterSeconds - spent));
  return { patience: { spentSeconds: spent + wait, tries }, wait };
}
