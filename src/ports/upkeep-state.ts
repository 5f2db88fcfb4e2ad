/** What one run of the sweeper did, in counts. */
export interface SweepReport {
  /** RFC 3339 */
  readonly startedAt: string;
  readonly endedAt: string;
  /** Open requests, and how many of them run in each version of the flow. */
  readonly open: number;
  readonly flowVersions: Readonly<Record<string, number>>;
  /** Flows that were woken because a call was lost. */
  readonly woken: number;
  /** Requests whose flow was looked for. */
  readonly checked: number;
  readonly deliveries: number;
  readonly keysDestroyed: number;
  readonly reminders: number;
  readonly watches: number;
  readonly packagesDeleted: number;
  /** What could not be done, and is tried again by the next run. */
  readonly failures: number;
}

/** How much is due now, and when something is due next. `due`: 1000 means at least so many. */
export interface Due {
  readonly due: number;
  /** RFC 3339; null when nothing is planned. */
  readonly nextAt: string | null;
}

/** What the service keeps about its own upkeep. No personal data. */
export interface UpkeepState {
  /** Keeps what the last run of the sweeper did. */
  swept(report: SweepReport): Promise<void>;
  /** Null before the first run. */
  lastSweep(): Promise<SweepReport | null>;
  /** Keys of ended requests that are to be destroyed, and residuals that are to be read back. */
  due(now: string): Promise<{ readonly keys: Due; readonly residuals: Due }>;
  /** Packages of requests that finished before this time are to be deleted. `nextAt`: when the oldest other one finished. */
  packages(finishedBefore: string): Promise<Due>;
  /** RFC 3339: since when the service uses its keys with this storage; null before the first use. */
  keysSince(): Promise<string | null>;
}
