import type { BrakePolicy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ErasureCounts } from '../../ports/erasure-counts.ts';

/** A stolen key or a wrong file must not erase thousands of people before somebody looks. So only so many erasures go through in an hour. */
export interface Brake {
  /**
   * Counts one more erasure.
   * @returns false when it is to be put on hold: then it is not counted
   * @throws StorageAway
   */
  letsThrough(): Promise<boolean>;
  /** The erasure that was let through last was not accepted, because it was known already. */
  giveBack(): void;
}

interface Hour {
  readonly name: string;
  /** How many this process let through. */
  own: number;
  /** How many the others let through, as far as known. */
  others: number;
  /** How many all let through in the hour before. */
  readonly before: Promise<number>;
}

const hourMs = 3600_000;
const nameOf = (time: number): string => new Date(time).toISOString().slice(0, 13);

/**
 * Counts by hours of the clock. Of the hour before, the part counts that lies within the last sixty minutes, as if its erasures had come evenly.
 * Several hosts together may let one more through than allowed, each.
 */
export function createBrake(
  policy: BrakePolicy | null,
  counts: Pick<ErasureCounts, 'share' | 'total'>,
  now: Clock,
): Brake {
  if (policy === null) return { letsThrough: async () => true, giveBack: () => undefined };
  const { erasuresPerHour: most } = policy;
  let hour: Hour | null = null;

  function currentHour(): Hour {
    const time = now().getTime();
    const name = nameOf(time);
    if (hour?.name === name) return hour;
    const before = counts.total(nameOf(time - hourMs));
    const fresh: Hour = { name, own: 0, others: 0, before };
    before.catch(() => {
      // The next erasure asks again.
      if (hour === fresh && fresh.own === 0) hour = null;
    });
    hour = fresh;
    return fresh;
  }

  async function letsThrough(): Promise<boolean> {
    const current = currentHour();
    const before = (await current.before) * (1 - (now().getTime() % hourMs) / hourMs);
    const isFull = (own: number) => own + current.others + before >= most;
    // A full count stays full, or nearly full, for this hour of the clock. So storage is not asked again.
    if (isFull(current.own)) return false;
    current.own += 1;
    const mine = current.own;
    try {
      current.others = await counts.share(current.name, current.own);
    } catch (error) {
      current.own -= 1;
      throw error;
    }
    if (!isFull(mine - 1)) return true;
    current.own -= 1;
    return false;
  }

  return {
    letsThrough,
    giveBack: () => {
      // The others learn it with the next erasure.
      if (hour && hour.own > 0) hour.own -= 1;
    },
  };
}
