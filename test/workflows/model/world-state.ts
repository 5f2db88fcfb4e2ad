import type { RegisteredRequest, RequestId } from '../../../src/domain/request.ts';
import type { ChainedFact } from '../../../src/domain/fact.ts';
import type { Head } from '../../../src/journal/chain.ts';
import type { Fleet } from './fleet.ts';
import type { openRows, Outside, ServiceProcess } from './process.ts';
import type { Setting } from './setting.ts';
import type { VirtualTime } from './virtual-time.ts';

/** The request and its facts, as storage holds them now. */
export interface Stored {
  readonly row: RegisteredRequest;
  readonly facts: readonly ChainedFact[];
  readonly head: Head;
}

/** One case while it runs. */
export interface World {
  readonly setting: Setting;
  readonly outside: Outside;
  readonly fleet: Fleet;
  readonly time: VirtualTime;
  readonly keys: ReturnType<typeof openRows>['keys'];
  /** The request of the case, once it was accepted. */
  request: RequestId | null;
  /**
   * The number of faults when a decision was made for which the flow was waiting. Without a further fault, the flow must read the decision
   * at once.
   */
  heardAfter: number | null;
  /** The operations that were carried out although a rule forbids them. */
  readonly violations: unknown[];
  /** The e-mail addresses that were added to the request. Each call was answered. */
  readonly added: string[];
  /** When the request was last changed before a sweep that changed nothing. */
  sweptAt: string | null;
  /** The process that runs now. A killed process is replaced first. */
  readonly process: () => ServiceProcess;
  /** Lets the event loop run so many times. */
  readonly turn: (turns: number) => Promise<void>;
  /** Runs all work that needs no time. */
  readonly settle: () => Promise<void>;
  readonly isQuiet: () => boolean;
  /** When the next durable timer is due, in milliseconds of Unix time; null when there is none. */
  readonly nextTimer: () => number | null;
  readonly stored: (settled?: boolean) => Promise<Stored>;
  readonly stop: () => void;
}
