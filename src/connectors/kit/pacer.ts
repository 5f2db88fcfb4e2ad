import { setTimeout } from 'node:timers/promises';
import { SystemFailure } from '../../domain/failure.ts';

/**
 * Awaited before each call that a system counts.
 * @param mostSeconds the longest wait worth keeping an activity for; a longer one is a failure, and the flow waits instead
 * @throws SystemFailure `throttled` with the seconds to wait
 */
export type Pacer = (mostSeconds?: number) => Promise<void>;

/** A clock that only runs forwards, in milliseconds, and a way to wait. */
export interface Stopwatch {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

const stopwatch: Stopwatch = { now: () => performance.now(), wait: (ms) => setTimeout(ms) };

/** Lets through so many calls in so many seconds, and makes the next ones wait for their turn. */
export function pacer(calls: number, seconds: number, clock: Stopwatch = stopwatch): Pacer {
  const turns: number[] = [];
  return async (mostSeconds = Infinity) => {
    const [oldest] = turns;
    const free = turns.length < calls || oldest === undefined ? 0 : oldest + seconds * 1000;
    const wait = Math.max(0, free - clock.now());
    if (wait > mostSeconds * 1000) {
      throw new SystemFailure('throttled', 'our own limit of calls is reached', {
        retryAfter: Math.ceil(wait / 1000),
      });
    }
    if (turns.length >= calls) turns.shift();
    turns.push(clock.now() + wait);
    if (wait > 0) await clock.wait(wait);
  };
}
