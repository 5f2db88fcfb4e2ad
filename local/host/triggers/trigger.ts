/** What makes functions run by itself: a queue that is looked at, a clock. */
export interface Trigger {
  start(): void;
  /** Starts nothing new and waits for what is running. */
  stop(): Promise<void>;
}
