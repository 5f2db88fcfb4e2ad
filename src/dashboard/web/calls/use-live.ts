import { useEffect, useRef, useState } from 'preact/hooks';
import { createPoller, type PollOptions, type Timers } from './poller.ts';
import type { Problem } from './problem.ts';

/** What was read last, kept while later readings fail. */
export interface Live<T> {
  readonly data: T | null;
  readonly problem: Problem | null;
  /** Milliseconds between the failed reading and the next one; null when there is no automatic one. */
  readonly retryIn: number | null;
  /** Reads again at once. */
  readonly readAgain: () => void;
}

const timers: Timers = {
  set: (run, milliseconds) => window.setTimeout(run, milliseconds),
  clear: (timer) => {
    window.clearTimeout(timer);
  },
};

/**
 * Reads repeatedly while the component is shown and its tab is visible. Each reading uses the `load` and `pace` of
 * the last rendering. Give the component another `key` to drop what was read.
 */
export function useLive<T>(options: Pick<PollOptions<T>, 'load' | 'pace'>): Live<T> {
  const [live, setLive] = useState<Omit<Live<T>, 'readAgain'>>({
    data: null,
    problem: null,
    retryIn: null,
  });
  const latest = useRef(options);
  latest.current = options;
  const readAgain = useRef<() => void>(() => undefined);

  useEffect(() => {
    const poller = createPoller<T>({
      load: (signal) => latest.current.load(signal),
      pace: (data) => latest.current.pace(data),
      timers,
      show(update) {
        if (update.kind === 'data') setLive({ data: update.data, problem: null, retryIn: null });
        else setLive(({ data }) => ({ data, problem: update.problem, retryIn: update.retryIn }));
      },
    });
    const follow = () => {
      if (document.hidden) poller.pause();
      else poller.resume();
    };
    readAgain.current = () => {
      poller.resume();
    };
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      poller.pause();
    };
  }, []);

  return {
    ...live,
    readAgain: () => {
      readAgain.current();
    },
  };
}
