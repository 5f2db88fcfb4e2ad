import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { allOf } from '../kit/paging.ts';
import type { SearchLog } from '../kit/search-log.ts';
import { storeIds } from './audiences.ts';
import { customerHits, customerShape, storePath, type Customer } from './customer.ts';
import { pagesOf } from './pages.ts';

/** Searches for customers by their address in every connected store. A store need not belong to an audience that the person is in. */
export async function findCustomers(
  client: VendorClient,
  identifiers: readonly Identifier[],
  trustedFields: readonly string[],
  log: SearchLog,
): Promise<Hit[]> {
  const emails = identifiers.flatMap((by) => (by.kind === 'email' ? emailSpellings(by.value) : []));
  if (emails.length === 0) return [];
  const customers = await log.lookUp([{ by: 'email', in: 'store' }], 'email-in-store', async () => {
    const stores = await storeIds(client);
    const found = await Promise.all(
      stores.flatMap((store) => emails.map((email) => withAddress(client, store, email))),
    );
    return found.flat();
  });
  const unique = new Map(customers.map((one) => [JSON.stringify([one.store, one.id]), one]));
  return [...unique.values()].flatMap((one) => customerHits(one, identifiers, trustedFields));
}

async function withAddress(
  client: VendorClient,
  store: string,
  email: string,
): Promise<Customer[]> {
  const path = `${storePath(store, 'customers')}?email_address=${encodeURIComponent(email.toWellFormed())}`;
  const customers = await allOf(pagesOf(client, path, 'customers', customerShape));
  return customers.map((customer) => ({ ...customer, store }));
}
