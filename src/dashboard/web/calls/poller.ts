import { texts } from '../texts/texts.ts';
import { mayPass, Problem } from './problem.ts';

export type PollUpdate<T> =
  | { readonly kind: 'data'; readonly data: T }
  | {
      readonly kind: 'problem';
      readonly problem: Problem;
      /** Milliseconds until the next try; null when there is no automatic one. */
      readonly retryIn: number | null;
    };

export interface Timers {
  set(run: () => void, milliseconds: number): number;
  clear(timer: number): void;
}

export interface PollOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<T>;
  /** Milliseconds until the next reading. The result depends on what was read. */
  readonly pace: (data: T) => number;
  readonly show: (update: PollUpdate<T>) => void;
  readonly timers: Timers;
}

export interface Poller {
  /** Reads now, then again after each pause that `pace` returns. */
  resume(): void;
  /** Stops reading. An answer that is still on its way is dropped. */
  pause(): void;
}

const firstBackOffMs = 2000;
const longestBackOffMs = 60_000;

/** How long to wait after `failures` failed readings in a row. */
export function backOff(failures: number, retryAfter: number | null): number {
  const growing = Math.min(firstBackOffMs * 2 ** (failures - 1), longestBackOffMs);
  return Math.max(growing, (retryAfter ?? 0) * 1000);
}

/** Reads repeatedly, never twice at the same time. While reading fails, the waits grow. */
export function createPoller<T>({ load, pace, show, timers }: PollOptions<T>): Poller {
  let timer: number | null = null;
  let underWay: AbortController | null = null;
  let failures = 0;

  function wait(milliseconds: number): void {
    timer = timers.set(() => void read(), milliseconds);
  }

  async function read(): Promise<void> {
    const reading = new AbortController();
    underWay = reading;
    try {
      const data = await load(reading.signal);
      if (reading.signal.aborted) return;
      failures = 0;
      wait(pace(data));
      show({ kind: 'data', data });
    } catch (cause) {
      if (!reading.signal.aborted) stumble(cause);
    }
  }

  function stumble(cause: unknown): void {
    const problem =
      cause instanceof Problem ? cause : new Problem('failed', texts().problems.unreadable);
    failures += 1;
    const retryIn = mayPass(problem) ? backOff(failures, problem.retryAfter) : null;
    if (retryIn !== null) wait(retryIn);
    show({ kind: 'problem', problem, retryIn });
  }

  function pause(): void {
    if (timer !== null) timers.clear(timer);
    timer = null;
    underWay?.abort();
    underWay = null;
  }

  return {
    pause,
    resume() {
      pause();
      void read();
    },
  };
}
