import type { VendorContext, VendorOperation } from '../../http/vendor-system.ts';
import type { StoredRecord } from '../../store/records.ts';
import { listObjects, objectsOf, pageOf } from './lists.ts';
import { stripeKeys } from './place-customer.ts';
import { resourceMissing } from './stripe-error.ts';
import { stripeId, stripeObjectOf, type ObjectKind, type StripeObject } from './stripe-object.ts';

/** `email` is compared with case (https://docs.stripe.com/api/customers/list). */
export const listCustomers: VendorOperation = (context) => {
  const email = context.query.get('email');
  const { records } = context.state;
  const found =
    email === null
      ? [...records.scan(stripeId, 'customer', '')]
      : records.find(stripeId, 'customer', 'email', email);
  return pageOf(
    context,
    found
      .map(({ doc }) => stripeObjectOf(doc))
      .filter((customer) => email === null || customer['email'] === email),
  );
};

const deleted = (id: string) => ({ id, object: 'customer', deleted: true });

/** A deleted customer is still returned, with `deleted: true` and nothing else. */
export const getCustomer: VendorOperation = ({ state }, { customer = '' }) => {
  const record = state.records.seen(stripeId, 'customer', customer);
  if (record) return { status: 200, body: record.doc };
  if (state.records.seen(stripeId, 'deletedCustomer', customer))
    return { status: 200, body: deleted(customer) };
  throw resourceMissing('customer', customer);
};

function requireCustomer({ state }: VendorContext, id: string): StoredRecord {
  const record = state.records.actual(stripeId, 'customer', id);
  if (!record) throw resourceMissing('customer', id);
  return record;
}

function change(context: VendorContext, kind: ObjectKind, object: StripeObject): void {
  const { state, call } = context;
  state.records.write(
    stripeId,
    kind,
    object.id,
    { state: 'live', doc: object, keys: stripeKeys(object) },
    state.lagOf(call, stripeId, object.id),
  );
}

function erase({ state, call }: VendorContext, kind: ObjectKind, id: string): void {
  const lag = state.lagOf(call, stripeId, id);
  state.records.write(stripeId, kind, id, { state: 'gone', doc: {}, keys: [] }, lag);
}

/** Ends the subscriptions at once and removes cards and tax ids. Charges and invoices keep their data. */
export const deleteCustomer: VendorOperation = (context, { customer = '' }) => {
  const { id } = requireCustomer(context, customer);
  const { state, call } = context;
  const now = Math.floor(state.clock.now() / 1000);
  for (const subscription of objectsOf(context, 'subscription', id))
    if (subscription['status'] !== 'canceled')
      change(context, 'subscription', {
        ...subscription,
        status: 'canceled',
        canceled_at: now,
        ended_at: now,
      });
  for (const kind of ['payment_method', 'tax_id'] as const)
    for (const object of objectsOf(context, kind, id)) erase(context, kind, object.id);
  erase(context, 'customer', id);
  const lag = state.lagOf(call, stripeId, id);
  state.records.write(
    stripeId,
    'deletedCustomer',
    id,
    { state: 'live', doc: {}, keys: [], person: null },
    lag,
  );
  return { status: 200, effect: 'erased', body: deleted(id) };
};

/** `GET /v1/customers/{customer}/…`: an unknown or deleted customer is answered 404. */
export const listBelow =
  (kind: ObjectKind): VendorOperation =>
  (context, { customer = '' }) => {
    if (!context.state.records.seen(stripeId, 'customer', customer))
      throw resourceMissing('customer', customer);
    const query = new URLSearchParams(context.query);
    query.set('customer', customer);
    return listObjects(kind)({ ...context, query }, {});
  };
