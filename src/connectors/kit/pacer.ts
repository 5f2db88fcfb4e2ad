import { TurnLater } from '../../domain/turn-later.ts';
import { currentCaller, type Caller } from '../../ports/caller.ts';
import { quota } from './quota.ts';
import { stopwatch, type Stopwatch } from './stopwatch.ts';
import { waitingLine, type Place } from './waiting-line.ts';

/**
 * Must be awaited before each call that counts against the system's quota.
 * @param mostSeconds the longest wait here, for a try that has made no call yet; for a longer one the flow waits
 * @throws TurnLater with the seconds until the next try, for which a call is reserved for the request
 */
export type Pacer = (mostSeconds?: number) => Promise<void>;

// In milliseconds: the shortest and longest time until a waiting call checks again.
const shortestPauseMs = 100;
const longestPauseMs = 1000;

// The shortest and longest wait that a request is told, in milliseconds. A longer estimate would not be reliable, so the request tries
// earlier and keeps its place.
const shortestToldMs = 1000;
const longestToldMs = 300_000;

/** How long a place is kept for a request that is overdue, in milliseconds. The host may not have started its activity yet. */
const keptMs = 30_000;

/**
 * Allows `calls` calls in `seconds` seconds. Requests are let in in the order in which they arrived. A try that was let in makes the usual
 * number of calls without waiting. If it needs more calls, it waits here and alternates with the requests in the line.
 */
export function pacer(calls: number, seconds: number, clock: Stopwatch = stopwatch): Pacer {
  const window = quota(calls, seconds * 1000);
  const line = waitingLine(keptMs);
  const longTries: symbol[] = [];
  let lastWasLong = false;

  const pause = (at: number, now: number) =>
    clock.wait(Math.max(shortestPauseMs, Math.min(at - now, longestPauseMs)));

  function mayEnter(place: Place, wanted: number, free: number, now: number): boolean {
    const forLong = longTries.length > 0 && !lastWasLong ? 1 : 0;
    return free >= line.ahead(now, place) * window.share() + wanted + forLong;
  }

  function mayGoOn(now: number): boolean {
    const forLine = lastWasLong && line.ahead(now) > 0 ? window.share() : 0;
    return window.free(now) >= 1 + forLine;
  }

  async function goOn(caller: Caller): Promise<void> {
    if (window.hasBooked(caller)) {
      window.take(caller, clock.now());
      return;
    }
    const me = Symbol('call');
    longTries.push(me);
    for (;;) {
      const now = clock.now();
      if (longTries[0] === me && mayGoOn(now)) {
        longTries.shift();
        lastWasLong = true;
        window.take(caller, now);
        return;
      }
      await pause(window.freeAt(1, 0, now), now);
    }
  }

  function turnLater(place: Place, caller: Caller | undefined, now: number): TurnLater {
    const told = Math.min(Math.max(Math.ceil(place.due - now), shortestToldMs), longestToldMs);
    place.due = now + told;
    if (!caller) line.leave(place);
    return new TurnLater(told / 1000);
  }

  return async (mostSeconds = Infinity) => {
    const caller = currentCaller();
    const until = clock.now() + mostSeconds * 1000;
    if (caller && window.isIn(caller)) return goOn(caller);
    const place = line.join(caller?.key ?? Symbol('call'), clock.now());
    for (;;) {
      const now = clock.now();
      // Another call of the same try may have been let in since.
      if (caller && window.isIn(caller)) return goOn(caller);
      // Free calls are counted first, because counting also updates the share of a try. No more calls than are free must be booked.
      const free = window.free(now);
      const wanted = caller ? window.share() : 1;
      if (mayEnter(place, wanted, free, now)) {
        line.leave(place);
        lastWasLong = false;
        if (caller) window.letIn(caller, wanted);
        window.take(caller, now);
        return;
      }
      const at = Math.max(
        window.freeAt(wanted, line.ahead(now, place), now),
        now + shortestPauseMs,
      );
      place.due = at;
      if (at > until) throw turnLater(place, caller, now);
      await pause(at, now);
    }
  };
}
