/** What one run of the sweeper did, in counts. */
export interface SweepReport {
  /** RFC 3339 */
  readonly startedAt: string;
  readonly endedAt: string;
  /** RFC 3339: the last run that looked at all open requests, at most one every ten minutes. */
  readonly countedAt: string;
  /** Open requests at that time, and how many of them ran in each version of the flow. */
  readonly open: number;
  readonly flowVersions: Readonly<Record<string, number>>;
  /** Flows that were woken because the call that should have woken them was lost. */
  readonly woken: number;
  /** Requests whose flow was checked. */
  readonly checked: number;
  readonly deliveries: number;
  readonly keysDestroyed: number;
  readonly reminders: number;
  readonly watches: number;
  readonly packagesDeleted: number;
  /** Tasks that failed. The next run tries them again. */
  readonly failures: number;
}

/** How many tasks are due now, and when the next one is due. `due`: 1000 means 1000 or more. */
export interface Due {
  readonly due: number;
  /** RFC 3339; null when nothing is planned. */
  readonly nextAt: string | null;
}

/** What the service stores about its own upkeep. It holds no personal data. */
export interface UpkeepState {
  /** Stores what the last run of the sweeper did. */
  swept(report: SweepReport): Promise<void>;
  /** Null before the first run. */
  lastSweep(): Promise<SweepReport | null>;
  /** The keys of ended requests that must be destroyed, and the residuals that must be read back. */
  due(now: string): Promise<{ readonly keys: Due; readonly residuals: Due }>;
  /**
   * The packages that must be deleted: their requests finished before the given time. `nextAt`: when the oldest of the other requests
   * finished.
   */
  packages(finishedBefore: string): Promise<Due>;
  /** RFC 3339: since when the service uses its keys with this storage; null before the first use. */
  keysSince(): Promise<string | null>;
}
