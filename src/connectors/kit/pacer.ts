import { setTimeout } from 'node:timers/promises';

/** Awaited before each call that a system counts. */
export type Pacer = () => Promise<void>;

/** Lets through so many calls in so many seconds, and makes the next ones wait for their turn. */
export function pacer(calls: number, seconds: number): Pacer {
  const turns: number[] = [];
  return async () => {
    const now = performance.now();
    const oldest = turns.length < calls ? undefined : turns.shift();
    const turn = oldest === undefined ? now : Math.max(now, oldest + seconds * 1000);
    turns.push(turn);
    if (turn > now) await setTimeout(turn - now);
  };
}
