import { setTimeout } from 'node:timers/promises';

/** A clock that only runs forwards, in milliseconds, and a way to wait. */
export interface Stopwatch {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

export const stopwatch: Stopwatch = {
  now: () => performance.now(),
  wait: (ms) => setTimeout(ms),
};

/** Seconds that an activity waits for its turn. A longer wait is the flow's, which holds no slot for activities meanwhile. */
export const shortWait = 1;
