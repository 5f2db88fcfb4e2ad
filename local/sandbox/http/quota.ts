/** Counts calls in a sliding window of ten seconds. */
export interface Quota {
  /** @returns 0 when the call is within the limit, else the whole seconds to wait (at least 1). */
  take(key: string, limit: number | null, cost?: number): number;
}

const windowMs = 10_000;

export function createQuota(): Quota {
  const taken = new Map<string, { at: number; cost: number }[]>();
  return {
    take: (key, limit, cost = 1) => {
      if (limit === null) return 0;
      const now = Date.now();
      const recent = (taken.get(key) ?? []).filter((entry) => entry.at > now - windowMs);
      taken.set(key, recent);
      const used = recent.reduce((sum, entry) => sum + entry.cost, 0);
      if (used + cost <= limit) {
        recent.push({ at: now, cost });
        return 0;
      }
      const oldest = recent[0]?.at ?? now;
      return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000));
    },
  };
}
