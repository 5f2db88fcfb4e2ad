import { defineStep, type RequestOrder } from './step.ts';

export interface AnnounceOrder extends RequestOrder {
  /** Is there an address to call as well? */
  readonly callback: boolean;
}

export const announceOnQueue = defineStep<AnnounceOrder, null>('announceOnQueue');
