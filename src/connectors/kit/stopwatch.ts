import { setTimeout } from 'node:timers/promises';

/** A monotonic clock in milliseconds, and a way to wait. */
export interface Stopwatch {
  now(): number;
  wait(milliseconds: number): Promise<unknown>;
}

export const stopwatch: Stopwatch = {
  now: () => performance.now(),
  wait: (ms) => setTimeout(ms),
};

/** The longest wait inside an activity, in seconds. For a longer wait the flow waits, because a waiting activity blocks a slot of the host. */
export const shortWait = 1;
