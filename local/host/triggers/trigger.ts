/** Starts functions by itself: on queue messages, or at times. */
export interface Trigger {
  start(): void;
  /** Starts nothing new and waits for running functions. */
  stop(): Promise<void>;
}
