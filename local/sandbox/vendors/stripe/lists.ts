import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import { badRequest, resourceMissing } from './stripe-error.ts';
import {
  listOf,
  stripeId,
  stripeObjectOf,
  type ObjectKind,
  type StripeObject,
} from './stripe-object.ts';

export function limitOf(query: URLSearchParams): number {
  const limit = Number(query.get('limit') ?? 10);
  if (!Number.isInteger(limit) || limit < 1 || limit > 100)
    throw badRequest('Invalid integer: limit must be between 1 and 100.', 'limit');
  return limit;
}

/** Newest first, like all lists of Stripe. */
export const byAge = (a: StripeObject, b: StripeObject) =>
  b.created - a.created || (a.id < b.id ? -1 : 1);

/** One page of the objects, from after `starting_after`. */
export function pageOf({ call, query }: VendorContext, found: StripeObject[]) {
  const limit = limitOf(query);
  const sorted = found.sort(byAge);
  const after = query.get('starting_after');
  const start = after === null ? 0 : sorted.findIndex(({ id }) => id === after) + 1;
  if (after !== null && start === 0) throw resourceMissing('object', after);
  return {
    status: 200,
    body: listOf(call.path, sorted.slice(start, start + limit), sorted.length > start + limit),
  };
}

/** The objects of one kind that belong to a customer, or all of them. */
export function objectsOf(
  { state }: VendorContext,
  kind: ObjectKind,
  customer: string | null,
): StripeObject[] {
  const records =
    customer === null
      ? [...state.records.scan(stripeId, kind, '')]
      : state.records.find(stripeId, kind, 'customer', customer);
  return records
    .map(({ doc }) => stripeObjectOf(doc))
    .filter((object) => customer === null || object['customer'] === customer);
}

/** `GET /v1/charges`, `/v1/invoices` and the like, with the filter `customer`. */
export const listObjects =
  (kind: ObjectKind): VendorOperation =>
  (context) =>
    pageOf(context, objectsOf(context, kind, context.query.get('customer')));

/** Without `status`, cancelled subscriptions are not listed. */
export const listSubscriptions: VendorOperation = (context) => {
  const status = context.query.get('status');
  const all = objectsOf(context, 'subscription', context.query.get('customer'));
  const wanted = (object: StripeObject) =>
    status === null
      ? object['status'] !== 'canceled'
      : status === 'all' || object['status'] === status;
  return pageOf(context, all.filter(wanted));
};
