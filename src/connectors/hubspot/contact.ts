import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
import {
  emailField,
  field,
  hitsBy,
  objectIdField,
  phoneField,
  recordIdField,
  type MatchTable,
} from '../kit/match.ts';
import { sameEmail, samePhone } from '../kit/same-address.ts';

/** HubSpot refuses a whole batch when one id is not a number. */
export const contactId = /^\d{1,20}$/;

/** Unset properties are null. */
export const contactShape = z.object({
  id: z.string().min(1),
  properties: z.record(z.string(), z.string().nullable()),
});

export type Contact = z.infer<typeof contactShape>;

/** The meaning of the properties in this portal. */
export interface ContactFields {
  readonly system: SystemId;
  readonly objectIdProperty: string | undefined;
  readonly trustedFields: readonly string[];
}

const phoneProperties = ['phone', 'mobilephone'];

/** The properties that are needed to compare a contact with identifiers. */
export function identifyingProperties(fields: ContactFields): string[] {
  const own = fields.objectIdProperty === undefined ? [] : [fields.objectIdProperty];
  return [
    ...new Set([
      ...['firstname', 'lastname', 'email', 'hs_additional_emails', 'hs_merged_object_ids'],
      'hs_calculated_merged_vids',
      ...phoneProperties,
      ...fields.trustedFields,
      ...own,
    ]),
  ];
}

/** The values of a property that may hold several. */
export const listed = (value: string | null | undefined) =>
  (value ?? '').split(';').filter(Boolean);

/** HubSpot writes each merged id with the time of the merge, such as `51:1700000000000`. */
const withoutTime = (entry: string) => entry.split(':')[0] ?? entry;

/** The contact's own id comes first, then the ids of contacts that were merged into it. */
export const idsOf = ({ id, properties }: Contact) => [
  id,
  ...listed(properties['hs_merged_object_ids']),
  ...listed(properties['hs_calculated_merged_vids']).map(withoutTime),
];

/** The fields by which contacts are matched. */
function contactTable(fields: ContactFields): MatchTable<Contact> {
  const { system, objectIdProperty, trustedFields } = fields;
  const valuesOf = (name: string) => (contact: Contact) => listed(contact.properties[name]);
  const objectIds = ({ properties }: Contact) =>
    objectIdProperty === undefined ? [] : [properties[objectIdProperty] ?? ''];
  return {
    trustedFields,
    rows: [
      recordIdField(system, idsOf),
      objectIdField(objectIds),
      emailField('email', 'address', valuesOf('email')),
      emailField('hs_additional_emails', 'free', valuesOf('hs_additional_emails')),
      ...phoneProperties.map((name) => phoneField(name, 'free', valuesOf(name))),
      ...trustedFields.flatMap((name) => [
        field('email', 'address', (contact: Contact, by) =>
          valuesOf(name)(contact).some((value) => sameEmail(value, by.value)),
        ),
        field('phone', 'address', (contact: Contact, by) =>
          valuesOf(name)(contact).some((value) => samePhone(value, by.value)),
        ),
      ]),
    ],
    // After a merge, the remaining contact may hold another person's data.
    isMerged: ({ id }, by) => by.kind === 'record' && by.id !== id,
    describe: ({ id, properties: { firstname = null, lastname = null, email, phone } }) => ({
      record: { kind: 'contact', id },
      name: { given: firstname, surname: lastname, display: null },
      preview: preview([
        maskName([firstname, lastname].filter(Boolean).join(' ')),
        email ? maskEmail(email) : phone && maskPhone(phone),
      ]),
    }),
  };
}

/** One hit for each identifier that matches the contact. */
export function contactHits(
  contact: Contact,
  identifiers: readonly Identifier[],
  fields: ContactFields,
): Hit[] {
  return hitsBy(contactTable(fields), contact, identifiers);
}
