import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { storePath } from './customer.ts';
import { pagesOf } from './pages.ts';

const purchase = z.looseObject({
  id: z.string().min(1),
  customer: z.looseObject({ id: z.string() }),
});

type Purchase = z.infer<typeof purchase>;

export const purchaseKinds = ['orders', 'carts'] as const;

/**
 * Reads the orders or carts of one customer. Mailchimp can filter orders by customer, but not carts, so every item is checked.
 * https://mailchimp.com/developer/marketing/api/ecommerce-orders/, https://mailchimp.com/developer/marketing/api/ecommerce-carts/
 */
export async function* purchasesOf(
  client: VendorClient,
  { id, scope = '' }: RecordRef,
  kind: (typeof purchaseKinds)[number],
): AsyncGenerator<Purchase> {
  const filter = kind === 'orders' ? `?customer_id=${encodeURIComponent(id)}` : '';
  for await (const page of pagesOf(client, storePath(scope, kind) + filter, kind, purchase))
    for (const one of page) if (one.customer.id === id) yield one;
}
