import { defineStep, type RequestOrder } from './step.ts';

export interface DeliveryOrder extends RequestOrder {
  readonly state: 'pending' | 'delivered' | 'dead-lettered';
  readonly attempts: number;
  /** Is there a callback address to forget? */
  readonly callback: boolean;
}

export const recordDelivery = defineStep<DeliveryOrder, null>('recordDelivery');
