/**
 * The growing delays of the WebJobs SDK, for retries and for polls of an empty queue. The first delay is the minimum. Each
 * further delay adds an increment that doubles, with 20 % of jitter, up to the maximum.
 */
export interface Backoff {
  /** Milliseconds to wait after a failure or an empty poll. */
  next(): number;
  /** Milliseconds to wait after a success: the minimum. */
  reset(): number;
}

export function createBackoff(
  minimumMs: number,
  maximumMs: number,
  random: () => number = Math.random,
): Backoff {
  let current = 0;
  let exponent = 0;
  return {
    next() {
      if (current === maximumMs) return current;
      const jitter = 0.8 + random() * 0.4;
      const increment = exponent > 0 ? jitter * 2 ** (exponent - 1) * minimumMs : 0;
      const interval = minimumMs + increment;
      exponent += 1;
      current = Math.min(interval, maximumMs);
      return current;
    },
    reset() {
      exponent = 1;
      current = Math.min(minimumMs, maximumMs);
      return current;
    },
  };
}
