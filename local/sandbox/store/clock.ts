import type { Facts } from './facts.ts';

/** The time of the simulators, in milliseconds since 1970: the real time plus the time that `advance` added. */
export interface Clock {
  now(): number;
  advance(milliseconds: number): void;
  /** Back to real time. */
  restart(): void;
}

export function createClock(facts: Facts): Clock {
  const stored = facts.read('clock-offset');
  let offset = typeof stored === 'number' ? stored : 0;
  const set = (milliseconds: number) => {
    offset = milliseconds;
    facts.write('clock-offset', offset);
  };
  return {
    now: () => Date.now() + offset,
    advance: (milliseconds) => set(offset + milliseconds),
    restart: () => set(0),
  };
}
