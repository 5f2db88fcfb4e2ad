import type { StatusEvent } from './status-queue.ts';

/** Delivers an event to the address a sender named. Signed by Standard Webhooks; redirects are not followed. */
export interface Callback {
  /**
   * @returns true when the receiver took it (2xx); false for anything else, refused connections included
   */
  post(url: string, event: StatusEvent): Promise<boolean>;
}
