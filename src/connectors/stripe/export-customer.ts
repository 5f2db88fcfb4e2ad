import type { RecordRef } from '../../domain/match.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { customerPath, readCustomer } from './customer.ts';
import { listOf, type StripeObject } from './lists.ts';
import { belowCustomer, isPayments, paymentLists } from './payments.ts';

/** Writes the customer with what a deletion removes, or the payments of a customer. */
export async function exportCustomer(
  client: VendorClient,
  record: RecordRef,
  sink: ExportSink,
): Promise<Counts> {
  const counts: Record<string, number> = {};
  const write = async (part: string, pages: AsyncIterable<readonly StripeObject[]>) => {
    counts[part] = 0;
    for await (const page of pages)
      for (const one of page) {
        await sink.write(part, part === 'tax_ids' ? namedTaxId(one) : one);
        counts[part] += 1;
      }
  };
  if (isPayments(record)) {
    for (const list of paymentLists) await write(list, belowCustomer(client, list, record.id));
    return counts;
  }
  const customer = await readCustomer(client, record.id);
  if (!customer) return { customers: 0 };
  await sink.write('customer', customer);
  const path = customerPath(record.id);
  for (const list of ['payment_methods', 'tax_ids'])
    await write(list, listOf(client, `${path}/${list}`));
  const all = { status: 'all' };
  await write('subscriptions', belowCustomer(client, 'subscriptions', record.id, all));
  return { customers: 1, ...counts };
}

/** The rules about denied data use the names of fields, and the name `value` does not say what the field holds. */
const namedTaxId = ({ value, ...rest }: StripeObject) => ({ ...rest, tax_id: value });
