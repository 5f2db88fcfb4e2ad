import type { RequestId } from '../../domain/request.ts';

/**
 * One activity: its name on Azure, and the types of its order (input) and receipt (output). Orders and receipts stay in the history of
 * orchestrations for weeks. So they hold only ids of requests and systems, codes, counts and dates.
 */
export interface Step<Order, Receipt> {
  /** The function's name on Azure. Do not change it: a running instance finds the activity by this name. */
  readonly name: string;
  /** Carries the types only. It is never set at run time. */
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

/**
 * Why an activity failed for a reason of our own: storage did not answer, the service has other keys than before, data of the request is
 * lost, or the code has a defect.
 */
export type Fault = 'storage-away' | 'other-keys' | 'lost' | 'internal';

/** What an activity really returns. Our own faults are returned too, not thrown, so that no error text reaches the history. */
export type StepResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: Fault };
