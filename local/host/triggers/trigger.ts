/** Starts functions: when queue messages arrive, or at set times. */
export interface Trigger {
  start(): void;
  /** Starts no new functions and waits for running functions. */
  stop(): Promise<void>;
}
