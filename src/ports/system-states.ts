import type { Actor } from '../domain/fact.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Outage } from '../domain/outage.ts';
import type { SystemId } from '../domain/system.ts';
import type { ProbeReport } from './system-access.ts';

/** An operator has paused a system. */
export interface Pause {
  /** RFC 3339 */
  readonly since: string;
  readonly by: Actor;
}

/** What the last probe found. */
export interface Probed extends ProbeReport {
  /** RFC 3339 */
  readonly at: string;
}

/** What is known about one system, over all hosts. It holds no personal data. */
export interface SystemState {
  readonly pause: Pause | null;
  /** RFC 3339: when a try last succeeded in the system, and when one last failed. */
  readonly lastSuccessAt: string | null;
  readonly lastFailureAt: string | null;
  readonly lastFailureCode: FailureCode | null;
  /** Set while the system is down: requests wait, and one at a time checks whether it answers again. Null while it answers. */
  readonly outage: Outage | null;
  readonly probe: Probed | null;
  /** RFC 3339: when the sweeper probes it next; null when that is not decided yet. */
  readonly probeAt: string | null;
}

export const nothingKnown: SystemState = {
  pause: null,
  lastSuccessAt: null,
  lastFailureAt: null,
  lastFailureCode: null,
  outage: null,
  probe: null,
  probeAt: null,
};

/** The tries of one process in one system within one hour. */
export interface HourOfTries {
  /** Such as `2026-03-02T10`, in UTC. */
  readonly hour: string;
  readonly tries: number;
  readonly failures: number;
  /** How long the calls of these tries took. */
  readonly seconds: number;
}

/** What one process saw last. */
export interface LastTries {
  readonly lastSuccessAt: string;
  readonly lastFailureAt: string;
  readonly lastFailureCode: FailureCode;
}

/** What the service remembers about its systems, shared by all hosts. Every method throws `StorageAway` when storage does not answer. */
export interface SystemStates {
  all(): Promise<ReadonlyMap<SystemId, SystemState>>;
  /** @param pause null ends the pause: the system is called again */
  pause(system: SystemId, pause: Pause | null): Promise<void>;
  probed(system: SystemId, probe: Probed, probeAt: string): Promise<void>;
  probeLater(system: SystemId, probeAt: string): Promise<void>;
  /** An outage that is known already stays as it is. */
  wentDown(system: SystemId, outage: Outage): Promise<void>;
  /**
   * Reserves the next probe of a system that is down. When several hosts ask at the same time, only one gets it.
   * @param known the outage as the host knows it
   * @param next the outage after this probe; the same for every host
   * @returns false when another host makes the probe, or the outage is over
   */
  claimProbe(system: SystemId, known: Outage, next: Outage): Promise<boolean>;
  cameBack(system: SystemId): Promise<void>;
  /**
   * Writes what this process saw.
   * @param last members that are undefined are not written
   * @param hours the complete counts of this process in these hours
   */
  saw(system: SystemId, last: Partial<LastTries>, hours: readonly HourOfTries[]): Promise<void>;
  /** The tries of all hosts since this hour, one entry for each system and hour. */
  hours(since: string): Promise<readonly (HourOfTries & { readonly system: SystemId })[]>;
  forgetHoursBefore(hour: string): Promise<void>;
}
