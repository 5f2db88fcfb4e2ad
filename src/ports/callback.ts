import type { StatusEvent } from './status-queue.ts';

/** Delivers an event to the callback address that the sender gave. It is signed by Standard Webhooks. Redirects are not followed. */
export interface Callback {
  /**
   * @returns true when the receiver answered 2xx; false for every other answer and for connection errors
   */
  post(url: string, event: StatusEvent): Promise<boolean>;
}
