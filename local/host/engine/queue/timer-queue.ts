import type { TimerTask } from '../instances/episode-outcome.ts';

/** Durable timers, ordered by due time. */
export interface TimerQueue {
  add(timer: TimerTask): void;
  stop(): void;
}

// Checks the clock at least once a minute: setTimeout pauses while a machine sleeps, and cannot wait longer than 24 days.
const longestWaitMs = 60_000;

interface Entry {
  readonly due: number;
  readonly timer: TimerTask;
}

/** @param fire is called once for each timer, never before it is due */
export function createTimerQueue(fire: (timer: TimerTask) => void): TimerQueue {
  const heap: Entry[] = [];
  let wakeUp: NodeJS.Timeout | undefined;
  let wakesAt = Infinity;
  let stopped = false;

  function arm(): void {
    const next = heap[0];
    const now = Date.now();
    // The clock may have been changed. Then the due time may pass before the timeout ends.
    if (stopped || !next || (next.due >= wakesAt && wakesAt > now)) return;
    clearTimeout(wakeUp);
    wakesAt = next.due;
    wakeUp = setTimeout(run, Math.min(Math.max(next.due - now, 0), longestWaitMs));
  }

  function run(): void {
    wakesAt = Infinity;
    const now = Date.now();
    for (let next = heap[0]; next && next.due <= now; next = heap[0]) {
      pop(heap);
      fire(next.timer);
    }
    arm();
  }

  return {
    add(timer) {
      // .NET's times are finer than a millisecond. Rounding up keeps the timer from firing early.
      push(heap, {
        due: Math.ceil(Date.parse(timer.fireAt) + belowMillisecond(timer.fireAt)),
        timer,
      });
      arm();
    },
    stop() {
      stopped = true;
      clearTimeout(wakeUp);
    },
  };
}

function belowMillisecond(time: string): number {
  return /[1-9]/.test(time.slice(23, 27)) ? 0.5 : 0;
}

function push(heap: Entry[], entry: Entry): void {
  let index = heap.push(entry) - 1;
  while (index > 0) {
    const parent = (index - 1) >> 1;
    if (!swapIfLater(heap, parent, index)) return;
    index = parent;
  }
}

function pop(heap: Entry[]): void {
  const last = heap.pop();
  if (heap.length === 0 || !last) return;
  heap[0] = last;
  for (let index = 0; ;) {
    const left = 2 * index + 1;
    const right = left + 1;
    const smaller = (heap[right]?.due ?? Infinity) < (heap[left]?.due ?? Infinity) ? right : left;
    if (smaller >= heap.length || !swapIfLater(heap, index, smaller)) return;
    index = smaller;
  }
}

function swapIfLater(heap: Entry[], above: number, below: number): boolean {
  const a = heap[above];
  const b = heap[below];
  if (!a || !b || a.due <= b.due) return false;
  heap[above] = b;
  heap[below] = a;
  return true;
}
