import { foldCase } from '../../store/fold-case.ts';
import type { StoredRecord } from '../../store/records.ts';
import { missing } from './mailchimp-error.ts';
import { mailchimpId } from './member-record.ts';
import { ok, pageOf, type MailchimpContext, type MailchimpOperation } from './operation.ts';
import {
  storeKey,
  stores,
  type CustomerDoc,
  type PurchaseDoc,
  type PurchaseKind,
  type Store,
} from './store-record.ts';

const storeView = ({ id, listId, name }: Store): object => ({
  id,
  list_id: listId,
  name,
  platform: 'custom',
  domain: `${id.replace('_', '-')}.example`,
  is_syncing: false,
  currency_code: 'EUR',
});

function requireStore(id: string): Store {
  const store = stores.find((one) => one.id === id);
  if (!store) throw missing();
  return store;
}

const customerView = (customer: CustomerDoc): object => ({
  id: customer.id,
  email_address: customer.email,
  opt_in_status: false,
  company: '',
  first_name: customer.firstName,
  last_name: customer.lastName,
  orders_count: 0,
  total_spent: 0,
  address: {},
  created_at: customer.createdAt,
  updated_at: customer.createdAt,
});

const purchaseView = (kind: PurchaseKind, purchase: PurchaseDoc): object => {
  const { id, customer, total, createdAt } = purchase;
  return {
    id,
    customer: customerView(customer),
    campaign_id: '',
    currency_code: 'EUR',
    order_total: total,
    lines: [],
    // The time of an order comes from the shop. The time of a cart is when Mailchimp received it.
    ...(kind === 'order'
      ? { store_id: customer.store, processed_at_foreign: createdAt, updated_at_foreign: createdAt }
      : { created_at: createdAt, updated_at: createdAt }),
  };
};

/** All objects of one kind in a store, as readers see them now. */
function heldBy({ state }: MailchimpContext, kind: string, store: string): StoredRecord[] {
  const held: StoredRecord[] = [];
  for (const record of state.records.scan(mailchimpId, kind, `${store}/`)) {
    if (!record.id.startsWith(`${store}/`)) break;
    if (record.state === 'live') held.push(record);
  }
  return held;
}

export const listStores: MailchimpOperation = ({ query }) =>
  ok(query, { stores: pageOf(stores, query).map(storeView), total_items: stores.length });

export const listCustomers: MailchimpOperation = (context, { store = '' }) => {
  const { id } = requireStore(store);
  const { query } = context;
  const email = query.get('email_address');
  const customers = heldBy(context, 'customer', id)
    .map(({ doc }) => doc as CustomerDoc)
    .filter((customer) => email === null || foldCase(customer.email) === foldCase(email));
  return ok(query, {
    store_id: id,
    customers: pageOf(customers, query).map(customerView),
    total_items: customers.length,
  });
};

/** Orders can be listed by customer, carts cannot. */
export const listPurchases =
  (kind: PurchaseKind): MailchimpOperation =>
  (context, { store = '' }) => {
    const { id } = requireStore(store);
    const { query } = context;
    const customer = kind === 'order' ? query.get('customer_id') : null;
    const purchases = heldBy(context, kind, id)
      .map(({ doc }) => doc as PurchaseDoc)
      .filter((purchase) => customer === null || purchase.customer.id === customer);
    return ok(query, {
      store_id: id,
      [`${kind}s`]: pageOf(purchases, query).map((purchase) => purchaseView(kind, purchase)),
      total_items: purchases.length,
    });
  };

export const getCustomer: MailchimpOperation = ({ state, query }, { store = '', id = '' }) => {
  const key = storeKey(requireStore(store).id, id);
  const record = state.records.seen(mailchimpId, 'customer', key);
  if (record?.state !== 'live') throw missing();
  return ok(query, customerView(record.doc as CustomerDoc));
};

/** Deleting a customer leaves the orders, the carts and the member of an audience. */
export const deleteFromStore =
  (kind: 'customer' | PurchaseKind): MailchimpOperation =>
  ({ state, call }, { store = '', id = '' }) => {
    const key = storeKey(requireStore(store).id, id);
    if (!state.records.actual(mailchimpId, kind, key)) throw missing();
    const lag = state.lagOf(call, mailchimpId, key);
    state.records.write(mailchimpId, kind, key, { state: 'gone', doc: {}, keys: [] }, lag);
    return { status: 204, effect: 'erased' };
  };
