import { z } from 'zod';
import type { Identifier } from '../../domain/identifier.ts';
import type { Hit, Join } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import { maskEmail, maskName, maskPhone, preview } from '../kit/mask.ts';
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

const listed = (value: string | null | undefined) => (value ?? '').split(';').filter(Boolean);

/** HubSpot writes each merged id with the time of the merge, as in `51:1700000000000`. */
const withoutTime = (entry: string) => entry.split(':')[0] ?? entry;

/** How an identifier matches a contact; null when it does not. */
function joinOf(contact: Contact, by: Identifier, fields: ContactFields): Join | null {
  const { properties } = contact;
  switch (by.kind) {
    case 'account': {
      const held = fields.objectIdProperty && properties[fields.objectIdProperty];
      return held?.trim().toLowerCase() === by.objectId.toLowerCase() ? 'id' : null;
    }
    case 'record': {
      const ids = [
        contact.id,
        ...listed(properties['hs_merged_object_ids']),
        ...listed(properties['hs_calculated_merged_vids']).map(withoutTime),
      ];
      return by.system === fields.system && ids.includes(by.id) ? 'id' : null;
    }
    case 'email':
      if (sameEmail(properties['email'], by.value)) return 'address';
      return joinByField(properties, fields, ['hs_additional_emails'], (value) =>
        listed(value).some((email) => sameEmail(email, by.value)),
      );
    case 'phone':
      return joinByField(properties, fields, phoneProperties, (value) =>
        samePhone(value, by.value),
      );
    default:
      return null;
  }
}

function joinByField(
  properties: Contact['properties'],
  fields: ContactFields,
  free: readonly string[],
  meets: (value: string | null | undefined) => boolean,
): Join | null {
  if (fields.trustedFields.some((name) => meets(properties[name]))) return 'address';
  return free.some((name) => meets(properties[name])) ? 'free' : null;
}

function revealsOf(contact: Contact, fields: ContactFields): Hit['reveals'] {
  const trust = (name: string) => (fields.trustedFields.includes(name) ? 'vouched' : 'claimed');
  const emails = (name: string) =>
    listed(contact.properties[name]).map(
      (value) => ({ identifier: { kind: 'email', value }, trust: trust(name) }) as const,
    );
  const phones = phoneProperties.flatMap((name) => {
    const value = contact.properties[name];
    return value ? [{ identifier: { kind: 'phone', value }, trust: trust(name) } as const] : [];
  });
  return [
    { identifier: { kind: 'record', system: fields.system, id: contact.id }, trust: 'vouched' },
    ...emails('email'),
    ...emails('hs_additional_emails'),
    ...phones,
  ];
}

/** The id asked for was merged into this contact. The contact that is left may hold another person's data. */
function isMerged({ id }: Contact, by: Identifier): boolean {
  return by.kind === 'record' && by.id !== id;
}

/** One hit for each identifier that matches the contact. */
export function contactHits(
  contact: Contact,
  identifiers: readonly Identifier[],
  fields: ContactFields,
): Hit[] {
  const { firstname, lastname, email, phone } = contact.properties;
  return identifiers.flatMap((by) => {
    const join = joinOf(contact, by, fields);
    if (join === null) return [];
    return [
      {
        record: { kind: 'contact', id: contact.id },
        join,
        ...(isMerged(contact, by) && { merged: true as const }),
        by,
        name: { given: firstname ?? null, surname: lastname ?? null, display: null },
        reveals: revealsOf(contact, fields),
        preview: preview([
          maskName([firstname, lastname].filter(Boolean).join(' ')),
          email ? maskEmail(email) : phone && maskPhone(phone),
        ]),
      },
    ];
  });
}
