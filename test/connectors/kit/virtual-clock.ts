import type { Stopwatch } from '../../../src/connectors/kit/stopwatch.ts';

/** A stopwatch that jumps to the end of the next wait when nothing else can run. */
export interface VirtualClock extends Stopwatch {
  /** Runs until the work is done. Throws when the work can never finish. */
  run<T>(work: Promise<T>): Promise<T>;
}

export function virtualClock(): VirtualClock {
  let time = 0;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    now: () => time,
    wait: (milliseconds) =>
      new Promise<void>((wake) => sleepers.push({ at: time + milliseconds, wake })),
    async run(work) {
      const state = { done: false };
      const finish = () => void (state.done = true);
      work.then(finish, finish);
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (state.done) return work;
        sleepers.sort((one, other) => one.at - other.at);
        const next = sleepers.shift();
        if (!next) throw new Error('nothing will ever happen');
        time = Math.max(time, next.at);
        next.wake();
      }
    },
  };
}
