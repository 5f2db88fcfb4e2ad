import type { ErasureCounts } from '../../src/ports/erasure-counts.ts';

/** Counts of one process. @param all the counts of every process, by hour */
export function createMemoryErasureCounts(
  all = new Map<string, Map<object, number>>(),
): ErasureCounts {
  const self = {};
  const sum = (hour: string, but: object | null) =>
    [...(all.get(hour) ?? [])].reduce((total, [one, own]) => total + (one === but ? 0 : own), 0);
  return {
    share: async (hour, own) => {
      all.set(hour, (all.get(hour) ?? new Map<object, number>()).set(self, own));
      return sum(hour, self);
    },
    total: async (hour) => sum(hour, null),
    forgetBefore: async (hour) => {
      for (const known of all.keys()) if (known < hour) all.delete(known);
    },
  };
}
