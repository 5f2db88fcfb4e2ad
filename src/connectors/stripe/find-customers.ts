import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { LookUp, LookUpKind } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { cardHits } from '../kit/card.ts';
import { allOf } from '../kit/paging.ts';
import { readFound, type Question } from '../kit/read-found.ts';
import { searchLog, type SearchLog } from '../kit/search-log.ts';
import { cardOf, customerId, readCustomer, type CustomerFields } from './customer.ts';
import { listOf, quoted, searchCustomers } from './lists.ts';
import { hasPayments, paymentsOf } from './payments.ts';

/** The kinds of identifiers by which customers are found. */
export function customerLookUps({ objectIdKey }: CustomerFields): LookUp[] {
  const kinds: LookUpKind[] = ['record-id', 'email', 'phone'];
  return [...(objectIdKey === undefined ? [] : (['object-id'] as const)), ...kinds].map((by) => ({
    by,
    in: 'live',
  }));
}

/**
 * Searches for customers, and for payments of each customer that was found.
 * @param checkControl awaited before object IDs are looked up
 */
export async function findCustomers(
  client: VendorClient,
  fields: CustomerFields,
  identifiers: readonly Identifier[],
  checkControl: (log: SearchLog) => Promise<void>,
): Promise<FindAnswer> {
  const log = searchLog();
  if (identifiers.some(({ kind }) => kind === 'account')) await checkControl(log);
  const questions = identifiers.flatMap((each) => questionsOf(client, fields, each));
  const customers = await readFound(log, questions, (id) => readCustomer(client, id));
  const hits: Hit[] = [];
  for (const customer of customers) {
    const own = cardHits(cardOf(customer, fields), identifiers, fields);
    hits.push(...own);
    if (own.length > 0 && (await hasPayments(client, customer.id)))
      hits.push(...own.map((hit) => ({ ...hit, record: paymentsOf(customer.id) })));
  }
  return log.answer(hits);
}

function questionsOf(
  client: VendorClient,
  { system, objectIdKey }: CustomerFields,
  by: Identifier,
): Question[] {
  switch (by.kind) {
    case 'record': {
      const isOurs = by.system === system && customerId.test(by.id);
      return isOurs ? [{ by: 'record-id', ask: () => Promise.resolve([by.id]) }] : [];
    }
    case 'account': {
      if (objectIdKey === undefined) return [];
      const query = `metadata[${quoted(objectIdKey)}]:${quoted(by.objectId)}`;
      return [{ by: 'object-id', ask: () => searched(client, query) }];
    }
    case 'email': {
      // The list shows every new customer at once, but compares with case. The search ignores case, but lags.
      const ask = async () => {
        const ids = emailSpellings(by.value).map(async (email) => [
          ...(await idsIn(listOf(client, '/v1/customers', { email }))),
          ...(await searched(client, `email:${quoted(email)}`)),
        ]);
        return [...new Set((await Promise.all(ids)).flat())];
      };
      return [{ by: 'email', ask }];
    }
    case 'phone':
      return [{ by: 'phone', ask: () => searched(client, `phone:${quoted(by.value)}`) }];
    case 'userName':
    case 'federated':
      return [];
  }
}

/** @returns the ids of the customers that the search shows */
export const searched = (client: VendorClient, query: string): Promise<string[]> =>
  idsIn(searchCustomers(client, query));

async function idsIn(pages: ReturnType<typeof listOf>): Promise<string[]> {
  return (await allOf(pages)).map(({ id }) => id);
}
