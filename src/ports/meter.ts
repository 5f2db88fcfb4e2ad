import type { FailureCode } from '../domain/failure.ts';
import type { RequestType } from '../domain/request-type.ts';
import type { RequestState } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';

/**
 * What the service measures about itself, as counts, seconds and codes. No measurement names a request, a person, a record or an address,
 * so metrics hold no personal data.
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
   * Offers a way to read the current counts of requests. The meter reads them at most once a minute, and never when no metrics are sent,
   * because a read costs calls to storage.
   * @param read may reject: then the counts are missing until this method is called again
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
