import type { RequestId } from '../../domain/request.ts';

/**
 * One activity: its name on Azure and, by type only, what it is ordered to do and what it answers. Orders and receipts stand in the
 * history of orchestrations for weeks, so they hold ids of requests and systems, codes, counts and dates only.
 */
export interface Step<Order, Receipt> {
  /** The function's name on Azure: an instance that waits there knows the activity by it. */
  readonly name: string;
  /** Carries the types. Nothing stands here at run time. */
  readonly types?: (order: Order) => Receipt;
}

export interface RequestOrder {
  readonly requestId: RequestId;
}

export function defineStep<Order extends RequestOrder, Receipt>(
  name: string,
): Step<Order, Receipt> {
  return { name };
}

export type OrderOf<S> = S extends Step<infer Order, unknown> ? Order : never;
export type ReceiptOf<S> = S extends Step<never, infer Receipt> ? Receipt : never;

/** Why an activity of our own failed: storage did not answer, the service has other keys, what the request needs is lost, or a defect. */
export type Fault = 'storage-away' | 'other-keys' | 'lost' | 'internal';

/** What an activity really returns. Our own faults are answers too, so that no error text reaches the history. */
export type Envelope<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };
