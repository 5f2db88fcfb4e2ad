import { z } from 'zod';
import { SystemFailure } from '../../domain/failure.ts';
import type { RecordRef } from '../../domain/match.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { contactsPath, propertiesPath, type Portal } from './portal.ts';
import { readContacts } from './read-contacts.ts';

const definitions = z.object({ results: z.array(z.object({ name: z.string() })) });

const whole = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  propertiesWithHistory: z.record(z.string(), z.array(z.unknown())).optional(),
});

const associated = z.object({
  associations: z
    .record(
      z.string(),
      z.object({
        results: z.array(z.looseObject({ id: z.string(), type: z.string() })),
        paging: z.object({ next: z.unknown().optional() }).optional(),
      }),
    )
    .optional(),
});

/** The properties that every portal has. They are used when the list of all properties may not be read. */
const standardProperties = [
  ...['firstname', 'lastname', 'email', 'hs_additional_emails', 'phone', 'mobilephone', 'fax'],
  ...['salutation', 'date_of_birth', 'gender', 'marital_status', 'jobtitle', 'company', 'website'],
  ...['address', 'city', 'state', 'zip', 'country', 'hs_language', 'lifecyclestage', 'createdate'],
  ...['lastmodifieddate', 'hs_ip_timezone', 'ip_city', 'ip_country', 'hs_email_optout', 'notes'],
];

const associatedTypes = [
  ...['companies', 'deals', 'tickets', 'notes', 'emails', 'calls', 'meetings', 'tasks'],
];

/**
 * Writes the contact with every property that has a value, their history, and the ids of associated records.
 * @param extraProperties more properties to read when the list of all properties may not be read
 */
export async function exportContact(
  portal: Portal,
  record: RecordRef,
  sink: ExportSink,
  extraProperties: readonly string[],
): Promise<Counts> {
  const properties = await propertyNames(portal, sink, extraProperties);
  const contact = await readWhole(portal, record, properties);
  if (!contact) return { contacts: 0 };
  await sink.write('contact', {
    ...contact,
    properties: filled(contact.properties),
    propertiesWithHistory: filled(contact.propertiesWithHistory ?? {}),
  });
  const associations = await exportAssociations(portal, record, sink);
  return { contacts: 1, associations };
}

/** Removes properties without a value. */
function filled(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === null || value === '' || (Array.isArray(value) && value.length === 0);
  return Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value)));
}

/** https://developers.hubspot.com/docs/api-reference/crm-properties: needs the scope `crm.schemas.contacts.read`. */
async function propertyNames(
  portal: Portal,
  sink: ExportSink,
  extra: readonly string[],
): Promise<string[]> {
  try {
    const all = await portal.client.readIfThere(
      { method: 'GET', path: propertiesPath(portal) },
      definitions,
    );
    if (all) return all.results.map((definition) => definition.name);
  } catch (error) {
    if (!(error instanceof SystemFailure) || error.code !== 'permission-missing') throw error;
  }
  sink.note(
    'contact',
    'The list of all properties could not be read; the usual ones and those configured were exported.',
  );
  return [...new Set([...standardProperties, ...extra])];
}

/** Sends the property names in a body, because hundreds of names do not fit into a URL. */
async function readWhole(portal: Portal, record: RecordRef, properties: readonly string[]) {
  const wanted = { ids: [record.id], properties, withHistory: true };
  const [live] = await readContacts(portal, wanted, whole);
  if (live) return live;
  const [archived] = await readContacts(portal, { ...wanted, archived: true }, whole);
  return archived;
}

async function exportAssociations(
  portal: Portal,
  record: RecordRef,
  sink: ExportSink,
): Promise<number> {
  const query = `?properties=email&associations=${associatedTypes.join(',')}`;
  const answer = await portal.client.readIfThere(
    { method: 'GET', path: `${contactsPath(portal, record.id)}${query}` },
    associated,
  );
  let count = 0;
  for (const [type, list] of Object.entries(answer?.associations ?? {})) {
    for (const item of list.results) {
      await sink.write('associations', { to: type, ...item });
      count += 1;
    }
    if (list.paging?.next) {
      sink.note('associations', `More ${type} are associated than HubSpot lists at once.`);
    }
  }
  if (count > 0) {
    sink.note(
      'associations',
      'Associated records are listed by id; their texts are not part of the contact.',
    );
  }
  return count;
}
