/** The clock of one case. It moves only when it is told to. */
export interface VirtualTime {
  /** Lets the event loop run once. */
  turn(): Promise<void>;
  /** Nothing waits for the next turn of the event loop. */
  isQuiet(): boolean;
  /** Moves the clock to this moment, in milliseconds of Unix time. Timers that are due until then fire. */
  moveTo(at: number): void;
  /** Removes every timer, as the end of a process does. */
  forgetTimers(): void;
  stop(): void;
}

/** The engine reads its clock once a minute, so more than a minute may pass at once. */
const minute = 60_000;

export function startVirtualTime(at: string): VirtualTime {
  jest.useFakeTimers({
    now: Date.parse(at),
    doNotFake: [
      'hrtime',
      'nextTick',
      'performance',
      'queueMicrotask',
      'setImmediate',
      'clearImmediate',
    ],
  });
  const real = { setImmediate, clearImmediate };
  const waiting = new Set<NodeJS.Immediate>();
  const counted = (run: (...given: unknown[]) => void, ...given: unknown[]): NodeJS.Immediate => {
    const handle = real.setImmediate(() => {
      waiting.delete(handle);
      run(...given);
    });
    waiting.add(handle);
    return handle;
  };
  Object.assign(globalThis, {
    setImmediate: counted,
    clearImmediate: (handle: NodeJS.Immediate) => {
      waiting.delete(handle);
      real.clearImmediate(handle);
    },
  });
  return {
    turn: () =>
      new Promise((resolve) => {
        real.setImmediate(resolve);
      }),
    isQuiet: () => waiting.size === 0,
    moveTo(to) {
      if (to - Date.now() > minute) jest.setSystemTime(to - minute);
      jest.advanceTimersByTime(Math.max(0, to - Date.now()));
    },
    forgetTimers() {
      const at = Date.now();
      jest.clearAllTimers();
      // Without its timers, the clock is at its beginning.
      jest.setSystemTime(at);
    },
    stop() {
      Object.assign(globalThis, real);
      jest.useRealTimers();
    },
  };
}
