import type { Caller } from '../../ports/caller.ts';

/**
 * The calls that a vendor allows in a time window. When a try is let in, it books the usual number of calls of a try. So it does not have
 * to stop in the middle and begin again. All times are in milliseconds.
 */
export interface Quota {
  /**
   * The number of calls that are neither made in this window nor booked. The method forgets tries that are over, and learns from them how
   * many calls a try needs.
   */
  free(now: number): number;
  /** How many calls a try books. */
  share(): number;
  /** Estimates when `calls` calls will be free, after `tries` more tries were let in. */
  freeAt(calls: number, tries: number, now: number): number;
  isIn(caller: Caller): boolean;
  hasBooked(caller: Caller): boolean;
  /** @param booked the calls to reserve for the try; no more than are free */
  letIn(caller: Caller, booked: number): void;
  /** Counts one call: a booked call of its try, or a free call. */
  take(caller: Caller | undefined, now: number): void;
}

export function quota(calls: number, window: number): Quota {
  const made: number[] = [];
  const tries = new Map<Caller, { booked: number; made: number }>();
  const mostBooked = Math.ceil(calls / 2);
  let usual = Math.min(3, mostBooked);

  function forgetPast(now: number): void {
    while (made[0] !== undefined && made[0] <= now - window) made.shift();
    for (const [caller, one] of tries) {
      if (caller.trying) continue;
      tries.delete(caller);
      usual += (Math.min(one.made, mostBooked) - usual) / 8;
    }
  }

  function free(now: number): number {
    forgetPast(now);
    return [...tries.values()].reduce((left, { booked }) => left - booked, calls - made.length);
  }

  const share = () => Math.max(1, Math.round(usual));

  return {
    free,
    share,
    freeAt(wanted, before, now) {
      const missing = Math.ceil(wanted + before * usual - free(now));
      if (missing <= 0) return now;
      // Calls leave the window in the order in which they were made. Booked calls will be made soon, so they count as made now.
      const index = missing - 1;
      const rounds = 1 + Math.floor(index / calls);
      return (made[index % calls] ?? now) + rounds * window;
    },
    isIn: (caller) => tries.has(caller),
    hasBooked: (caller) => (tries.get(caller)?.booked ?? 0) > 0,
    letIn: (caller, booked) => void tries.set(caller, { booked, made: 0 }),
    take(caller, now) {
      made.push(now);
      const one = caller && tries.get(caller);
      if (!one) return;
      one.made += 1;
      one.booked = Math.max(0, one.booked - 1);
    },
  };
}
