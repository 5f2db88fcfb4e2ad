import type { BrakePolicy } from '../../domain/policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { ErasureCounts } from '../../ports/erasure-counts.ts';

/** A stolen key or a wrong file must not erase thousands of people before anybody notices. So the number of erasures in an hour is limited. */
export interface Brake {
  /**
   * Counts one more erasure.
   * @returns false when the erasure must be put on hold: then it is not counted
   * @throws StorageAway
   */
  letsThrough(): Promise<boolean>;
  /** Takes back the last count, because that erasure was not accepted: it was already known, or storage did not take it. */
  giveBack(): void;
}

interface Hour {
  readonly name: string;
  /** How many this process let through. */
  own: number;
  /** How many the other processes let through, as far as known. */
  others: number;
  /** How many all processes let through in the hour before. */
  readonly before: Promise<number>;
}

const hourMs = 3600_000;
const nameOf = (time: number): string => new Date(time).toISOString().slice(0, 13);

/**
 * Counts by hours of the clock. Erasures of the previous hour count with the fraction of that hour that is within the last sixty minutes,
 * as if they had been spread evenly. With several hosts, each may let through one erasure more than allowed.
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
      // The next erasure reads storage again.
      if (hour === fresh && fresh.own === 0) hour = null;
    });
    hour = fresh;
    return fresh;
  }

  async function letsThrough(): Promise<boolean> {
    const current = currentHour();
    const before = (await current.before) * (1 - (now().getTime() % hourMs) / hourMs);
    const isFull = (own: number) => own + current.others + before >= most;
    // A full count stays full, or nearly full, until the end of this hour. So storage is not read again.
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
      // The other processes get the count with the next erasure.
      if (hour && hour.own > 0) hour.own -= 1;
    },
  };
}
