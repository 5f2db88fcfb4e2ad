import { z } from 'zod';
import type { RecordRef } from '../../domain/match.ts';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { associatedWith, type Associated } from './associations.ts';
import { exportTexts, textTypes } from './export-texts.ts';
import { filled } from './filled.ts';
import type { Portal } from './portal.ts';
import { isNotOffered, propertyNames, sensitivePropertyNames } from './property-names.ts';
import { readContacts } from './read-batch.ts';

const whole = z.looseObject({
  id: z.string(),
  properties: z.record(z.string(), z.string().nullable()),
  propertiesWithHistory: z.record(z.string(), z.array(z.unknown())).optional(),
});

type Whole = z.infer<typeof whole>;

/** The properties that every portal has. They are used when the list of all properties may not be read. */
const standardProperties = [
  ...['firstname', 'lastname', 'email', 'hs_additional_emails', 'phone', 'mobilephone', 'fax'],
  ...['salutation', 'date_of_birth', 'gender', 'marital_status', 'jobtitle', 'company', 'website'],
  ...['address', 'city', 'state', 'zip', 'country', 'hs_language', 'lifecyclestage', 'createdate'],
  ...['lastmodifieddate', 'hs_ip_timezone', 'ip_city', 'ip_country', 'hs_email_optout', 'notes'],
];

/** Objects that are listed by id only: they are about a company or a sale, and may name other people. */
const listedTypes = ['companies', 'deals', 'leads', 'quotes', 'orders', 'carts', 'invoices'];

/**
 * Writes the contact with every property that has a value, their history, the ids of associated objects, and the texts among them.
 * @param extraProperties more properties to read when the list of all properties may not be read
 */
export async function exportContact(
  portal: Portal,
  record: RecordRef,
  sink: ExportSink,
  extraProperties: readonly string[],
): Promise<Counts> {
  const usual = [...standardProperties, ...extraProperties];
  const properties = await propertyNames(portal, 'contacts', 'contact', usual, sink);
  const found = await readWhole(portal, record, properties);
  if (!found) return { contacts: 0 };
  const { contact, archived } = found;
  const sensitive = await readSensitive(portal, record, archived, sink);
  await sink.write('contact', {
    ...contact,
    properties: filled({ ...contact.properties, ...sensitive?.properties }),
    propertiesWithHistory: filled({
      ...contact.propertiesWithHistory,
      ...sensitive?.propertiesWithHistory,
    }),
  });
  const types = [...listedTypes, ...textTypes];
  const associated = await associatedWith(portal, record, types, archived);
  for (const one of associated) await sink.write('associations', one);
  remarkListed(associated, sink);
  const texts = await exportTexts(portal, associated, sink);
  return { contacts: 1, associations: associated.length, ...texts };
}

/** Sends the property names in a body, because hundreds of names do not fit into a URL. */
async function readWhole(
  portal: Portal,
  record: RecordRef,
  properties: readonly string[],
): Promise<{ contact: Whole; archived: boolean } | undefined> {
  const wanted = { ids: [record.id], properties, withHistory: true };
  for (const archived of [false, true]) {
    const [contact] = await readContacts(portal, { ...wanted, archived }, whole);
    if (contact) return { contact, archived };
  }
  return undefined;
}

/**
 * Sensitive properties need scopes of their own, so they are read separately. Without these scopes, all other properties are still
 * exported.
 */
async function readSensitive(
  portal: Portal,
  { id }: RecordRef,
  archived: boolean,
  sink: ExportSink,
): Promise<Whole | undefined> {
  const properties = await sensitivePropertyNames(portal);
  if (properties?.length === 0) return undefined;
  try {
    if (properties !== null) {
      const wanted = { ids: [id], properties, withHistory: true, archived };
      return (await readContacts(portal, wanted, whole))[0];
    }
  } catch (error) {
    if (!isNotOffered(error)) throw error;
  }
  sink.remark('contact', 'Sensitive properties could not be read: a scope for them is missing.');
  return undefined;
}

function remarkListed(associated: readonly Associated[], sink: ExportSink): void {
  const types = listedTypes.filter((type) => associated.some(({ to }) => to === type));
  if (types.length === 0) return;
  sink.remark('associations', `${types.join(', ')}: listed by id. Their texts are not exported.`);
}
