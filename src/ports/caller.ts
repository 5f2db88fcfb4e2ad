import { AsyncLocalStorage } from 'node:async_hooks';

/**
 * One try of one request at one system. An activity opens it around its calls. Connectors read it here, because no method of a connector
 * takes a request id. They use it to reserve calls for the request and to measure how long its calls took.
 */
export interface Caller {
  /** The same for every try of one request, so the next try can use a call that an earlier try reserved. */
  readonly key: string;
  /** False once the try is over. */
  readonly trying: boolean;
  /** Seconds during which at least one call was under way. */
  readonly secondsInCalls: number;
  /** Says who watches the calls of this try. */
  watchedBy(watch: CallWatch | undefined): void;
}

/** Watches the calls of one try. */
export interface CallWatch {
  /** Before each call. @throws TurnLater when no call may follow now */
  readonly before: () => void;
  /** A call got an answer, good or bad. */
  readonly answered: () => void;
  /** The try is over. */
  readonly ended: () => void;
}

class Try implements Caller {
  readonly key: string;
  trying = true;
  #underWay = 0;
  #since = 0;
  #milliseconds = 0;
  #watch: CallWatch | undefined;

  constructor(key: string) {
    this.key = key;
  }

  get secondsInCalls(): number {
    return this.#milliseconds / 1000;
  }

  watchedBy(watch: CallWatch | undefined): void {
    this.#watch = watch;
  }

  /** @throws TurnLater */
  mayCall(): void {
    this.#watch?.before();
  }

  answered(): void {
    this.#watch?.answered();
  }

  over(): void {
    this.trying = false;
    this.#watch?.ended();
  }

  began(): void {
    if (this.#underWay === 0) this.#since = performance.now();
    this.#underWay += 1;
  }

  ended(): void {
    this.#underWay -= 1;
    if (this.#underWay === 0) this.#milliseconds += performance.now() - this.#since;
  }
}

const current = new AsyncLocalStorage<Try>();

/**
 * Carries out one try.
 * @param key identifies the request
 */
export async function asCaller<T>(key: string, work: (caller: Caller) => Promise<T>): Promise<T> {
  const caller = new Try(key);
  try {
    return await current.run(caller, () => work(caller));
  } finally {
    caller.over();
  }
}

/** @returns the try that this code runs in; undefined outside a try */
export const currentCaller = (): Caller | undefined => current.getStore();

/**
 * Carries out one call to a system and counts its time for the try.
 * @throws TurnLater when the system went down since the try began
 */
export async function underWay<T>(call: () => Promise<T>): Promise<T> {
  const caller = current.getStore();
  caller?.mayCall();
  caller?.began();
  try {
    const answer = await call();
    caller?.answered();
    return answer;
  } finally {
    caller?.ended();
  }
}
