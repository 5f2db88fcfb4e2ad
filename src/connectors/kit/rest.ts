import { isTransient, type SystemFailure } from '../../domain/failure.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import { currentCaller, type Caller } from '../../ports/caller.ts';
import { shortWait, stopwatch, type Stopwatch } from './stopwatch.ts';

/** What a system told one request to wait (`Retry-After`) holds for all requests of this host. */
export interface Rest {
  /** Notes what a failure says about the time of the next call. */
  readonly note: (failure: SystemFailure) => void;
  /**
   * Awaited before each call.
   * @param mostSeconds the longest wait here; a longer one is the flow's
   * @throws TurnLater with the seconds until the turn, which is reserved for the request
   */
  readonly over: (mostSeconds?: number) => Promise<void>;
}

/** Milliseconds between the requests that come back after a rest: all at once they would be refused again. */
const gap = 100;

/** Calls outside of a try, such as those of a probe, are not kept waiting. */
export function rest(clock: Stopwatch = stopwatch): Rest {
  let restsUntil = -Infinity;
  let lastTurn = -Infinity;
  const turns = new Map<string, number>();
  const letIn = new WeakSet<Caller>();

  function turnOf(caller: Caller, now: number): number {
    if (letIn.has(caller)) return restsUntil;
    if (now >= restsUntil && now > lastTurn) {
      turns.clear();
      return now;
    }
    const reserved = turns.get(caller.key);
    if (reserved !== undefined && reserved >= restsUntil) return reserved;
    lastTurn = Math.max(restsUntil, lastTurn + gap);
    turns.set(caller.key, lastTurn);
    return lastTurn;
  }

  return {
    note({ code, retryAfter }) {
      if (!isTransient(code) || retryAfter === null) return;
      restsUntil = Math.max(restsUntil, clock.now() + retryAfter * 1000);
    },
    async over(mostSeconds = shortWait) {
      const caller = currentCaller();
      if (!caller) return;
      for (;;) {
        const now = clock.now();
        const wait = turnOf(caller, now) - now;
        if (wait <= 0) break;
        if (wait > mostSeconds * 1000) throw new TurnLater(Math.ceil(wait) / 1000);
        await clock.wait(wait);
      }
      letIn.add(caller);
      turns.delete(caller.key);
    },
  };
}
