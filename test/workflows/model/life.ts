import { StorageAway } from '../../../src/ports/storage-away.ts';

/** The faults that will happen. Numbers count the calls to anything outside the process. */
export interface Mishaps {
  /** The process is killed at this call from now on; null when it is not killed. */
  crashIn: number | null;
  /** Storage fails at this call from now on, for this number of calls. */
  awayIn: number;
  awayFor: number;
  /** How many faults have happened. */
  happened: number;
}

export const noMishaps = (): Mishaps => ({ crashIn: null, awayIn: 0, awayFor: 0, happened: 0 });

/** The life of one process. After its end, none of its calls takes effect or is answered. */
export interface Life {
  readonly isOver: () => boolean;
  readonly end: () => void;
  /** Call this before and after every call to anything outside. It never returns after the process was killed. */
  readonly pass: () => Promise<void>;
  /** The same for storage, which may be away. */
  readonly passToStorage: () => Promise<void>;
  /** The same for a call that does not wait. It throws after the process was killed. */
  readonly passAtOnce: () => void;
}

const never = () => new Promise<never>(() => undefined);

export function beginLife(mishaps: Mishaps): Life {
  let isOver = false;

  function isKilled(): boolean {
    if (isOver || mishaps.crashIn === null) return isOver;
    mishaps.crashIn -= 1;
    if (mishaps.crashIn >= 0) return false;
    end();
    return true;
  }

  function end(): void {
    mishaps.crashIn = null;
    mishaps.happened += 1;
    isOver = true;
  }

  async function pass(): Promise<void> {
    await new Promise(setImmediate);
    if (isKilled()) await never();
  }

  return {
    isOver: () => isOver,
    end,
    pass,
    async passToStorage() {
      await pass();
      if (mishaps.awayFor === 0) return;
      if (mishaps.awayIn > 0) mishaps.awayIn -= 1;
      else {
        mishaps.awayFor -= 1;
        mishaps.happened += 1;
        throw new StorageAway();
      }
    },
    passAtOnce() {
      if (isKilled()) throw new Error('The process was killed.');
    },
  };
}

/** The same port, in a process that may die before or after each call. Its methods must be asynchronous. */
export function mortal<T extends object>(life: Life, port: T): T {
  return new Proxy(port, {
    get(target, name, self) {
      const member: unknown = Reflect.get(target, name, self);
      if (typeof member !== 'function') return member;
      return async (...given: unknown[]) => {
        await life.passToStorage();
        const answer: unknown = await Reflect.apply(member, target, given);
        await life.passToStorage();
        return answer;
      };
    },
  });
}
