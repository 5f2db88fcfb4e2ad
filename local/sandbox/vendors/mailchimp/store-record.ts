import type { Doc, LookupKey } from '../../store/records.ts';

/** A shop that sends its customers, orders and carts to Mailchimp. It belongs to the account. */
export interface Store {
  id: string;
  listId: string;
  name: string;
}

export const stores: readonly [Store, Store] = [
  { id: 'store_nord', listId: 'a1b2c3d4e5', name: 'Nordlicht Shop' },
  { id: 'store_outlet', listId: 'f6a7b8c9d0', name: 'Nordlicht Outlet' },
];

export interface CustomerDoc extends Doc {
  store: string;
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  createdAt: string;
}

/** An order or a cart. It holds a copy of the customer, so it is personal data of its own. */
export interface PurchaseDoc extends Doc {
  store: string;
  id: string;
  customer: CustomerDoc;
  total: number;
  createdAt: string;
}

export type PurchaseKind = 'order' | 'cart';

export const storeKey = (store: string, id: string) => `${store}/${id}`;
export const customerKeys = ({ email }: CustomerDoc): LookupKey[] => [['email', email]];
