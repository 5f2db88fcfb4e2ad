// Orders of delivering the final status.
import type { RequestOrder } from './request-order.ts';

export interface DeliverOrder extends RequestOrder {
  /** Is there an address to call? */
  readonly callback: boolean;
}

export interface DeliveryOrder extends RequestOrder {
  readonly state: 'pending' | 'delivered' | 'dead-lettered';
  readonly attempts: number;
  /** Is there a callback address to forget? */
  readonly callback: boolean;
}
