import { z } from 'zod';
import { perState } from '../../store/per-state.ts';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import { mailchimpId } from './member-record.ts';
import { mailchimpTime } from './place-member.ts';
import {
  customerKeys,
  storeKey,
  stores,
  type CustomerDoc,
  type PurchaseDoc,
  type PurchaseKind,
} from './store-record.ts';

/** A customer of a connected store. The customer need not be a member of an audience. */
export const customerPlaceSchema = z.strictObject({
  store_id: z.enum(stores.map(({ id }) => id)).default(stores[0].id),
  email_address: z.string().includes('@').optional(),
  first_name: z.string().default(''),
  last_name: z.string().default(''),
  /** The total of each. */
  orders: z.array(z.number()).default([]),
  carts: z.array(z.number()).default([]),
});

export type CustomerPlace = z.infer<typeof customerPlaceSchema>;

const dayMs = 86_400_000;

const customerCount = perState(({ database }) =>
  database.prepare(
    "SELECT count(*) AS count FROM records WHERE system = 'mailchimp' AND kind = 'customer'",
  ),
);

/** Puts a customer with orders and carts into a store. Readers see them at once. */
export function placeCustomer(state: State, owner: Owner, place: CustomerPlace): Placed {
  const { store_id: store } = place;
  const number = Number(customerCount(state).get()?.['count'] ?? 0) + 1;
  // A shop uses its own ids. They may hold any characters.
  const id = `gid://shop/Customer/${String(number)}`;
  const createdAt = mailchimpTime(state.clock.now() - 20 * dayMs);
  const customer: CustomerDoc = {
    store,
    id,
    email: place.email_address ?? owner.emails[0] ?? '',
    firstName: place.first_name,
    lastName: place.last_name,
    createdAt,
  };
  const { person } = owner;
  const put = (kind: 'customer' | PurchaseKind, doc: CustomerDoc | PurchaseDoc, keyed = false) =>
    state.records.place(mailchimpId, kind, storeKey(store, doc.id), {
      state: 'live',
      doc,
      keys: keyed ? customerKeys(customer) : [],
      person,
    });
  put('customer', customer, true);
  const buy = (kind: PurchaseKind, totals: readonly number[]) =>
    totals.forEach((total, index) =>
      put(kind, {
        store,
        id: `${kind}-${String(number)}-${String(index)}`,
        customer,
        total,
        createdAt,
      }),
    );
  buy('order', place.orders);
  buy('cart', place.carts);
  return { record: { system: mailchimpId, id, list: store } };
}
