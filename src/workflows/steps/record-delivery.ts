import { defineStep, type RequestOrder } from './step.ts';

export interface DeliveryOrder extends RequestOrder {
  readonly state: 'pending' | 'delivered' | 'dead-lettered';
  readonly attempts: number;
  readonly ending: number;
  /** The request named a callback address, which must be made unreadable at the end. */
  readonly callback: boolean;
}

export const recordDelivery = defineStep<DeliveryOrder, null>('recordDelivery');
