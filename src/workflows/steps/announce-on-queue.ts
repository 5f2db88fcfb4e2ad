import { defineStep, type RequestOrder } from './step.ts';

export interface AnnounceOrder extends RequestOrder {
  /** The request named a callback address too. */
  readonly callback: boolean;
  /** The end whose status is delivered. When the request has ended again since, this status is not delivered any more. */
  readonly ending: number;
}

export const announceOnQueue = defineStep<AnnounceOrder, null>('announceOnQueue');
