import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { inChunks } from '../kit/in-chunks.ts';
import { strongestHits } from '../kit/strongest-hits.ts';
import {
  contactHits,
  contactShape,
  identifyingProperties,
  type Contact,
  type ContactFields,
} from './contact.ts';
import { readContacts, readContactsIfOffered } from './read-contacts.ts';

/** https://developers.hubspot.com/docs/api-reference/search/guide */
const mostGroups = 5;
const mostValues = 100;
const searchPage = 100;

interface FilterGroup {
  readonly filters: readonly Readonly<Record<string, unknown>>[];
}

const found = z.object({
  results: z.array(contactShape),
  paging: z.object({ next: z.object({ after: z.string() }).optional() }).optional(),
});

/** Looks for contacts: the ids our estate wrote first, then record ids, then e-mail addresses. */
export async function findContacts(
  client: VendorClient,
  fields: ContactFields,
  identifiers: readonly Identifier[],
): Promise<Hit[]> {
  const properties = identifyingProperties(fields);
  const emails = identifiers.flatMap((by) => (by.kind === 'email' ? [by.value] : []));
  const [searched, byEmail, archived] = await Promise.all([
    search(client, groupsFor(identifiers, fields)),
    readContacts(client, { ids: emails, idProperty: 'email', properties }, contactShape),
    findArchived(client, fields, identifiers),
  ]);
  // The search index lags behind: what it shows may be erased already, so every hit is read again by its id.
  const known = new Set(byEmail.map((contact) => contact.id));
  const ids = [...searched, ...recordIds(identifiers, fields)].filter((id) => !known.has(id));
  const byId = await readContacts(client, { ids, properties }, contactShape);
  return strongestHits(
    [...byId, ...byEmail, ...archived].flatMap((contact) =>
      contactHits(contact, identifiers, fields),
    ),
  );
}

/** HubSpot refuses a whole batch for one id that is no number. */
const recordIds = (identifiers: readonly Identifier[], fields: ContactFields) =>
  identifiers.flatMap((by) => (by.kind === 'record' && by.system === fields.system ? [by.id] : []));

/** Archived contacts are found by their ids, by e-mail address, and by the object ID where its property is a unique one. */
async function findArchived(
  client: VendorClient,
  fields: ContactFields,
  identifiers: readonly Identifier[],
): Promise<Contact[]> {
  const properties = identifyingProperties(fields);
  const { objectIdProperty } = fields;
  const emails = identifiers.flatMap((by) => (by.kind === 'email' ? [by.value] : []));
  const objectIds = identifiers.flatMap((by) => (by.kind === 'account' ? [by.objectId] : []));
  const lookups = [
    { ids: recordIds(identifiers, fields) },
    { ids: emails, idProperty: 'email' },
    ...(objectIdProperty === undefined ? [] : [{ ids: objectIds, idProperty: objectIdProperty }]),
  ];
  const found = await Promise.all(
    lookups.map((lookup) =>
      readContactsIfOffered(client, { ...lookup, properties, archived: true }, contactShape),
    ),
  );
  return found.flat();
}

function groupsFor(identifiers: readonly Identifier[], fields: ContactFields): FilterGroup[] {
  const valuesOf = (pick: (by: Identifier) => string | null) => [
    ...new Set(identifiers.map(pick).filter((value) => value !== null)),
  ];
  // HubSpot compares text in lower case, and wants it so in a list.
  const oneOf = (propertyName: string, values: readonly string[]): FilterGroup[] =>
    inChunks(values, mostValues).map((chunk) => ({
      filters: [{ propertyName, operator: 'IN', values: chunk.map((v) => v.toLowerCase()) }],
    }));
  const objectIds = valuesOf((by) => (by.kind === 'account' ? by.objectId : null));
  const emails = valuesOf((by) => (by.kind === 'email' ? by.value : null));
  const phones = valuesOf((by) => (by.kind === 'phone' ? by.value : null));
  return [
    ...(fields.objectIdProperty === undefined ? [] : oneOf(fields.objectIdProperty, objectIds)),
    ...emails.map((value) => ({
      filters: [{ propertyName: 'hs_additional_emails', operator: 'CONTAINS_TOKEN', value }],
    })),
    ...fields.trustedFields.flatMap((name) => [...oneOf(name, emails), ...oneOf(name, phones)]),
    ...oneOf('phone', phones),
    ...oneOf('mobilephone', phones),
  ];
}

async function search(client: VendorClient, groups: readonly FilterGroup[]): Promise<string[]> {
  const ids: string[] = [];
  for (const filterGroups of inChunks(groups, mostGroups)) {
    let after: string | undefined = '0';
    while (after !== undefined) {
      const page: z.infer<typeof found> = await client.read(
        {
          method: 'POST',
          path: '/crm/v3/objects/contacts/search',
          body: { filterGroups, properties: ['email'], sorts: [], limit: searchPage, after },
        },
        found,
      );
      ids.push(...page.results.map((contact) => contact.id));
      after = page.paging?.next?.after;
    }
  }
  return ids;
}
