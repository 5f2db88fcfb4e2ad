import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import type { VerifyAnswer } from '../../domain/read-back.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { customerShape, storePath } from './customer.ts';
import { withoutLinks } from './pages.ts';
import { purchaseKinds, purchasesOf } from './purchases.ts';

const customerPath = ({ id, scope = '' }: RecordRef) => storePath(scope, 'customers', id);

/** Writes the customer with all orders and carts. */
export async function exportCustomer(
  client: VendorClient,
  record: RecordRef,
  sink: ExportSink,
): Promise<Counts> {
  const path = customerPath(record);
  const customer = await client.readIfThere({ method: 'GET', path }, z.looseObject({}));
  if (customer) await sink.write('customer', withoutLinks(customer));
  const counts: Record<string, number> = { customers: customer ? 1 : 0 };
  for (const kind of purchaseKinds) {
    counts[kind] = 0;
    for await (const one of purchasesOf(client, record, kind)) {
      await sink.write(kind, withoutLinks(one));
      counts[kind] += 1;
    }
  }
  return counts;
}

/**
 * Erases the carts and orders first, because they can be found only through the customer. A repeated call finds the objects that are left.
 * https://mailchimp.com/developer/marketing/api/ecommerce-customers/delete-customer/
 */
export async function eraseCustomer(client: VendorClient, record: RecordRef): Promise<void> {
  const { scope = '' } = record;
  for (const kind of purchaseKinds) {
    const ids: string[] = [];
    for await (const { id } of purchasesOf(client, record, kind)) ids.push(id);
    for (const id of ids) await client.tell({ method: 'DELETE', path: storePath(scope, kind, id) });
  }
  await client.tell({ method: 'DELETE', path: customerPath(record) });
}

/** Reads back the customer, the orders and the carts. */
export async function verifyCustomer(
  client: VendorClient,
  record: RecordRef,
): Promise<VerifyAnswer> {
  const path = customerPath(record);
  const customer = await client.readIfThere({ method: 'GET', path }, customerShape);
  const left: Record<string, number> = { customers: customer ? 1 : 0 };
  for (const kind of purchaseKinds) {
    left[kind] = 0;
    for await (const _ of purchasesOf(client, record, kind)) left[kind] += 1;
  }
  const isGone = Object.values(left).every((count) => count === 0);
  return isGone ? { kind: 'gone', left, residuals: [] } : { kind: 'present', left };
}
