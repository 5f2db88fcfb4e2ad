import type { FailureCode } from '../domain/failure.ts';
import type { RequestType } from '../domain/request-type.ts';
import type { RequestState } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';

/**
 * What the service measures about itself, as counts, seconds and codes. No measurement names a request, a person, a record or an address:
 * whoever reads the metrics learns nothing about anybody.
 */
export interface Meter {
  accepted(type: RequestType): void;
  ended(type: RequestType, state: RequestState): void;
  /** A try in a system. `code`: null when it succeeded. */
  tried(
    system: SystemId,
    sight: { readonly code: FailureCode | null; readonly seconds: number },
  ): void;
  /** The final status was sent to a callback address. `delivered`: the receiver took it. */
  called(delivered: boolean): void;
  /** A run of the sweeper. `failures`: tasks that failed in it. */
  swept(seconds: number, failures: number): void;
  /**
   * Offers the numbers that stand now. They are only read when somebody collects them, because reading costs calls to the storage.
   * @param read may reject: then these numbers are missing until the next offer
   */
  standing(read: () => Promise<Standing>): void;
}

/** How many requests there are now. */
export interface Standing {
  readonly open: number;
  readonly late: number;
  readonly dueThisWeek: number;
  readonly waitingForPerson: number;
  /** Requests that each system holds up; 1000 means 1000 or more. */
  readonly waitingForSystem: Readonly<Record<SystemId, number>>;
}

/** Measures nothing. */
export const noMeter: Meter = {
  accepted: () => undefined,
  ended: () => undefined,
  tried: () => undefined,
  called: () => undefined,
  swept: () => undefined,
  standing: () => undefined,
};

export interface OpenMeter {
  readonly meter: Meter;
  /** Sends what was measured and not sent yet. */
  readonly close: () => Promise<void>;
}
