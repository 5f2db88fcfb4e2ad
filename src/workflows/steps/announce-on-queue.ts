import { defineStep, type RequestOrder } from './step.ts';

export interface AnnounceOrder extends RequestOrder {
  /** The request named a callback address too. */
  readonly callback: boolean;
}

export const announceOnQueue = defineStep<AnnounceOrder, null>('announceOnQueue');
