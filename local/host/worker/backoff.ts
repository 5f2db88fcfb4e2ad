/**
 * The growing delays of the WebJobs SDK: the least one, then doubling on top of it with 20 % of chance either way,
 * up to the most; used between retries and between looks at an empty queue.
 */
export interface Backoff {
  /** Milliseconds to wait after a failure (or an empty look). */
  next(): number;
  /** Milliseconds to wait after a success: the least. */
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
