import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { LookUp } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { cardHits, type CardRules } from '../kit/card.ts';
import { allOf } from '../kit/paging.ts';
import { readFound, type Question } from '../kit/read-found.ts';
import { searchLog } from '../kit/search-log.ts';
import { cardOf, contactId, contactShape, readContact } from './contact.ts';
import { search } from './search.ts';

/** The kinds of identifiers by which contacts are found. */
export const contactLookUps: readonly LookUp[] = (
  ['record-id', 'object-id', 'email', 'phone'] as const
).map((by) => ({ by, in: 'live' }));

/** Searches for contacts, users and leads. */
export async function findContacts(
  client: VendorClient,
  rules: CardRules,
  identifiers: readonly Identifier[],
): Promise<FindAnswer> {
  const log = searchLog();
  const questions = identifiers.flatMap((by) => questionsOf(client, rules, by));
  const contacts = await readFound(log, questions, (id) => readContact(client, id));
  // The search leaves out archived contacts, and Intercom has no list of them.
  if (questions.some(({ by }) => by !== 'record-id'))
    log.missed({ what: 'archived-contacts', why: 'not-offered' });
  return log.answer(contacts.flatMap((one) => cardHits(cardOf(one), identifiers, rules)));
}

function questionsOf(client: VendorClient, { system }: CardRules, by: Identifier): Question[] {
  const searched = (field: string, value: string) => idsIn(client, field, value);
  switch (by.kind) {
    case 'record': {
      const isOurs = by.system === system && contactId.test(by.id);
      return isOurs ? [{ by: 'record-id', ask: () => Promise.resolve([by.id]) }] : [];
    }
    case 'account': {
      // The direct look-up shows new users at once, but no leads. The search shows both, but lags.
      const ask = async () => [
        ...(await userWith(client, by.objectId)),
        ...(await searched('external_id', by.objectId)),
      ];
      return [{ by: 'object-id', ask }];
    }
    case 'email': {
      const ask = async () => {
        const spellings = emailSpellings(by.value).map((email) => searched('email', email));
        return (await Promise.all(spellings)).flat();
      };
      return [{ by: 'email', ask }];
    }
    case 'phone':
      return [{ by: 'phone', ask: () => searched('phone', by.value) }];
    case 'userName':
    case 'federated':
      return [];
  }
}

/** Only a text that can be an object ID may get into a path. The search takes every text. */
const mayBeObjectId = /^[\w-]{1,64}$/;

async function userWith(client: VendorClient, objectId: string): Promise<string[]> {
  if (!mayBeObjectId.test(objectId)) return [];
  const path = `/contacts/find_by_external_id/${objectId}`;
  const user = await client.readIfThere({ method: 'GET', path }, contactShape);
  return user ? [user.id] : [];
}

async function idsIn(client: VendorClient, field: string, value: string): Promise<string[]> {
  const contacts = { path: '/contacts/search', field: 'data', shape: contactShape };
  const found = await allOf(search(client, contacts, { field, value: value.toWellFormed() }));
  return found.map(({ id }) => id);
}
