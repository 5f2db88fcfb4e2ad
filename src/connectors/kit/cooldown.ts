import { isTransient, type SystemFailure } from '../../domain/failure.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import { currentCaller, type Caller } from '../../ports/caller.ts';
import { shortWait, stopwatch, type Stopwatch } from './stopwatch.ts';

/** When a system answers one request with `Retry-After`, all requests of this host wait. This wait is the cooldown. */
export interface Cooldown {
  /** Starts or extends the cooldown when the failure has a `Retry-After`. */
  readonly learn: (failure: SystemFailure) => void;
  /**
   * Awaited before each call.
   * @param mostSeconds the longest wait inside this call; for a longer one the flow waits
   * @throws TurnLater with the seconds until the next try, for which a call is reserved for the request
   */
  readonly wait: (mostSeconds?: number) => Promise<void>;
}

/** Milliseconds between the requests that continue after a cooldown. If all continued at once, the system would refuse them again. */
const gapMs = 100;

/** Calls outside a try, such as those of a probe, do not wait. */
export function cooldown(clock: Stopwatch = stopwatch): Cooldown {
  let endsAt = -Infinity;
  let lastStart = -Infinity;
  const starts = new Map<string, number>();
  const letIn = new WeakSet<Caller>();

  function startOf(caller: Caller, now: number): number {
    if (letIn.has(caller)) return endsAt;
    if (now >= endsAt && now > lastStart) {
      starts.clear();
      return now;
    }
    const reserved = starts.get(caller.key);
    if (reserved !== undefined && reserved >= endsAt) return reserved;
    lastStart = Math.max(endsAt, lastStart + gapMs);
    starts.set(caller.key, lastStart);
    return lastStart;
  }

  return {
    learn({ code, retryAfter }) {
      if (!isTransient(code) || retryAfter === null) return;
      endsAt = Math.max(endsAt, clock.now() + retryAfter * 1000);
    },
    async wait(mostSeconds = shortWait) {
      const caller = currentCaller();
      if (!caller) return;
      for (;;) {
        const now = clock.now();
        const wait = startOf(caller, now) - now;
        if (wait <= 0) break;
        if (wait > mostSeconds * 1000) throw new TurnLater(Math.ceil(wait) / 1000);
        await clock.wait(wait);
      }
      letIn.add(caller);
      starts.delete(caller.key);
    },
  };
}
