import { TurnLater } from '../../domain/turn-later.ts';
import { currentCaller, type Caller } from '../../ports/caller.ts';
import { shortWait, stopwatch, type Stopwatch } from './stopwatch.ts';
import { waitingLine, type Place } from './waiting-line.ts';

// In milliseconds: how long a place is kept for a request that is overdue, and the shortest and longest wait that a request is told.
const kept = 5000;
const shortestTold = 1000;
const longestTold = 30_000;

/**
 * Limits how many calls run at the same time. The other calls wait in the order in which they came. The first call of a try waits here only
 * for a short time. Then it throws `TurnLater`, and the flow waits.
 * @returns a function that carries out one call
 */
export function atMost(
  limit: number,
  clock: Stopwatch = stopwatch,
): <T>(call: () => Promise<T>) => Promise<T> {
  let running = 0;
  let usualMilliseconds = 200;
  const goingOn: (() => void)[] = [];
  const wakers = new Set<() => void>();
  const line = waitingLine(kept);
  const letIn = new WeakSet<Caller>();

  async function goOn(): Promise<void> {
    if (running < limit) running += 1;
    // The call that ends gives its place directly to this one, so no other call can take it.
    else await new Promise<void>((resolve) => goingOn.push(resolve));
  }

  async function enter(caller: Caller | undefined): Promise<void> {
    if (!caller || letIn.has(caller)) return goOn();
    const place = line.join(caller.key, clock.now());
    const until = clock.now() + shortWait * 1000;
    for (;;) {
      const now = clock.now();
      if (letIn.has(caller)) return goOn();
      if (running + line.ahead(now, place) < limit) {
        line.leave(place);
        letIn.add(caller);
        running += 1;
        return;
      }
      if (now >= until) throw turnLater(place, now);
      await Promise.race([nextEnd(), clock.wait(until - now)]);
    }
  }

  const nextEnd = () => new Promise<void>((resolve) => wakers.add(resolve));

  function turnLater(place: Place, now: number): TurnLater {
    const wait = ((line.ahead(now, place) + 1) * usualMilliseconds) / limit;
    const told = Math.ceil(Math.min(longestTold, Math.max(shortestTold, wait)));
    place.due = now + told;
    return new TurnLater(told / 1000);
  }

  function leave(startedAt: number): void {
    usualMilliseconds += (clock.now() - startedAt - usualMilliseconds) / 8;
    const next = goingOn.shift();
    if (next) {
      next();
      return;
    }
    running -= 1;
    for (const wake of wakers) wake();
    wakers.clear();
  }

  return async (call) => {
    await enter(currentCaller());
    const startedAt = clock.now();
    try {
      return await call();
    } finally {
      leave(startedAt);
    }
  };
}
