import { emailSpellings } from '../../domain/email-address.ts';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { strongestHits } from '../kit/strongest-hits.ts';
import {
  contactHits,
  contactId,
  contactShape,
  identifyingProperties,
  type Contact,
  type ContactFields,
} from './contact.ts';
import type { ObjectIdFinder } from './object-id-finder.ts';
import { readContacts, readContactsIfOffered } from './read-contacts.ts';
import { type FilterGroup, oneOf, search } from './search.ts';

/** Looks for contacts by the object IDs that the organisation wrote, by record ids, by e-mail addresses, and in free fields. */
export async function findContacts(
  client: VendorClient,
  fields: ContactFields,
  findByObjectIds: ObjectIdFinder,
  identifiers: readonly Identifier[],
): Promise<Hit[]> {
  const properties = identifyingProperties(fields);
  const objectIds = identifiers.flatMap((by) => (by.kind === 'account' ? [by.objectId] : []));
  const emails = emailsIn(identifiers);
  const [byObjectId, byEmail, searched] = await Promise.all([
    findByObjectIds(objectIds),
    findLiveAndArchived(client, { ids: emails, idProperty: 'email', properties }),
    search(client, freeFieldGroups(identifiers, fields)),
  ]);
  const direct = [...byObjectId, ...byEmail];
  const known = new Set(direct.map((contact) => contact.id));
  const [byRecordId, bySearch] = await Promise.all([
    findLiveAndArchived(client, { ids: recordIds(identifiers, fields), properties }),
    // The search index lags: a contact that it shows may already be erased. So the contacts are read again.
    readContacts(
      client,
      { ids: searched.filter((id) => !known.has(id)), properties },
      contactShape,
    ),
  ]);
  return strongestHits(
    [...direct, ...byRecordId, ...bySearch].flatMap((contact) =>
      contactHits(contact, identifiers, fields),
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
  client: VendorClient,
  wanted: { ids: readonly string[]; idProperty?: string; properties: readonly string[] },
): Promise<Contact[]> {
  const [live, archived] = await Promise.all([
    readContacts(client, wanted, contactShape),
    readContactsIfOffered(client, { ...wanted, archived: true }, contactShape),
  ]);
  return [...live, ...archived];
}

/** Secondary addresses, phone numbers and trusted properties cannot be looked up directly, so they are searched. */
function freeFieldGroups(
  identifiers: readonly Identifier[],
  { trustedFields }: ContactFields,
): FilterGroup[] {
  const emails = emailsIn(identifiers);
  const phones = identifiers.flatMap((by) => (by.kind === 'phone' ? [by.value] : []));
  return [
    ...emails.map((value) => ({
      filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value }],
    })),
    ...trustedFields.flatMap((name) => oneOf(name, [...emails, ...phones])),
    ...['phone', 'mobilephone'].flatMap((name) => oneOf(name, phones)),
  ];
}
