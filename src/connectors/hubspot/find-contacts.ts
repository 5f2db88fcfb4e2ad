import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { LookUp, LookUpKind } from '../../domain/search-record.ts';
import type { FindAnswer } from '../../ports/system-access.ts';
import { searchLog, type SearchLog } from '../kit/search-log.ts';
import {
  contactHits,
  contactId,
  contactShape,
  identifyingProperties,
  type ContactFields,
} from './contact.ts';
import type { ObjectIdFinder } from './object-id-finder.ts';
import type { Portal } from './portal.ts';
import { readContacts, type FoundContact } from './read-batch.ts';
import { type FilterGroup, oneOf, search } from './search.ts';

/** The kinds of identifiers by which contacts are found, and where. */
export function contactLookUps({ objectIdProperty }: ContactFields): LookUp[] {
  const everywhere = (by: LookUpKind): LookUp[] => [
    { by, in: 'live' },
    { by, in: 'archive' },
  ];
  return [
    ...(objectIdProperty === undefined ? [] : everywhere('object-id')),
    ...everywhere('record-id'),
    ...everywhere('email'),
    { by: 'phone', in: 'live' },
  ];
}

/**
 * Searches for contacts by the object IDs that the organisation wrote, by record ids, by e-mail addresses, and in free fields.
 * @param checkControl awaited before object IDs are looked up
 */
export async function findContacts(
  portal: Portal,
  findByObjectIds: ObjectIdFinder,
  identifiers: readonly Identifier[],
  checkControl: (log: SearchLog) => Promise<void>,
): Promise<FindAnswer> {
  const { fields } = portal;
  const log = searchLog();
  const objectIds = identifiers.flatMap((by) => (by.kind === 'account' ? [by.objectId] : []));
  const emails = emailsIn(identifiers);
  if (objectIds.length > 0) await checkControl(log);
  const [searched, ...found] = await Promise.all([
    searchFreeFields(portal, identifiers, log),
    findByObjectIds(objectIds, log),
    findLiveAndArchived(portal, 'email', emails, log),
    findLiveAndArchived(portal, 'record-id', recordIds(identifiers, fields), log),
  ]);
  const direct = found.flat();
  const known = new Set(direct.map(({ contact }) => contact.id));
  // The search index lags: a contact that it shows may already be erased. So the contacts are read again.
  const unread = searched.filter((id) => !known.has(id));
  const all = [...direct, ...(await readFound(portal, unread, log))];
  const unique = new Map(all.map((one) => [one.contact.id, one]));
  return log.answer(
    [...unique.values()].flatMap(({ contact, place }) =>
      contactHits(contact, identifiers, fields).map((hit): Hit => ({ ...hit, in: place })),
    ),
  );
}

const emailsIn = (identifiers: readonly Identifier[]) =>
  identifiers.flatMap((by) => (by.kind === 'email' ? emailSpellings(by.value) : []));

const recordIds = (identifiers: readonly Identifier[], fields: ContactFields) =>
  identifiers.flatMap((by) =>
    by.kind === 'record' && by.system === fields.system && contactId.test(by.id) ? [by.id] : [],
  );

async function findLiveAndArchived(
  portal: Portal,
  by: 'email' | 'record-id',
  ids: readonly string[],
  log: SearchLog,
): Promise<FoundContact[]> {
  if (ids.length === 0) return [];
  const wanted = {
    ids,
    idProperty: by === 'email' ? 'email' : undefined,
    properties: identifyingProperties(portal.fields),
  };
  const found = await Promise.all(
    (['live', 'archive'] as const).map((place) =>
      log.lookUp([{ by, in: place }], `${by}-in-${place}`, async () => {
        const archived = place === 'archive';
        const contacts = await readContacts(portal, { ...wanted, archived }, contactShape);
        return contacts.map((contact) => ({ contact, place }));
      }),
    ),
  );
  return found.flat();
}

/** Secondary addresses, phone numbers and trusted properties cannot be looked up directly, so they are searched. */
async function searchFreeFields(
  portal: Portal,
  identifiers: readonly Identifier[],
  log: SearchLog,
): Promise<string[]> {
  const ids = new Set<string>();
  for (const { groups, lookUps, what } of freeFieldSearches(identifiers, portal.fields)) {
    if (groups.length === 0) continue;
    for (const id of await log.lookUp(lookUps, what, () => search(portal, groups))) ids.add(id);
  }
  return [...ids];
}

function readFound(
  portal: Portal,
  ids: readonly string[],
  log: SearchLog,
): Promise<FoundContact[]> {
  const properties = identifyingProperties(portal.fields);
  return log.lookUp([], 'found-contacts', async () => {
    const contacts = await readContacts(portal, { ids, properties }, contactShape);
    return contacts.map((contact) => ({ contact, place: 'live' }));
  });
}

function freeFieldSearches(
  identifiers: readonly Identifier[],
  { trustedFields }: ContactFields,
): { groups: FilterGroup[]; lookUps: LookUp[]; what: string }[] {
  const emails = emailsIn(identifiers);
  const phones = identifiers.flatMap((by) => (by.kind === 'phone' ? [by.value] : []));
  const addresses = [...emails, ...phones];
  return [
    {
      groups: emails.map((value) => ({
        filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value }],
      })),
      lookUps: [{ by: 'email', in: 'live' }],
      what: 'email-in-additional-emails',
    },
    {
      groups: ['phone', 'mobilephone'].flatMap((name) => oneOf(name, phones)),
      lookUps: [{ by: 'phone', in: 'live' }],
      what: 'phone-in-live',
    },
    {
      groups: trustedFields.flatMap((name) => oneOf(name, addresses)),
      lookUps: [],
      what: 'addresses-in-trusted-properties',
    },
  ];
}
