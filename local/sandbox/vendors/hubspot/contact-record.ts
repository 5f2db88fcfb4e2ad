import { foldCase } from '../../store/fold-case.ts';
import type { Doc, LookupKey } from '../../store/records.ts';

export const hubspotId = 'hubspot';
export const hubspotToken = 'pat-eu1-sandbox-0000-invented';
/** The company's own unique property that holds the B2C object ID. */
export const objectIdProperty = 'b2c_object_id';

export type Properties = Record<string, string | null>;

export interface ContactDoc extends Doc {
  properties: Properties;
  createdAt: string;
  updatedAt: string;
  archivedAt?: string;
  /** Ids of associated deals. */
  deals?: string[];
  /** Ids of other associated objects, by type. */
  objects?: Record<string, string[]>;
}

export function contactDocOf(doc: Doc): ContactDoc {
  return doc as ContactDoc;
}

/** Primary and secondary addresses. HubSpot finds a contact by either when it is asked with `idProperty=email`. */
export function emailsOf({ properties }: ContactDoc): string[] {
  return [properties['email'] ?? '', ...(properties['hs_additional_emails'] ?? '').split(';')]
    .map((email) => foldCase(email.trim()))
    .filter((email) => email !== '');
}

export function contactKeys(contact: ContactDoc): LookupKey[] {
  const keys: LookupKey[] = emailsOf(contact).map((email) => ['email', email] as const);
  for (const name of [objectIdProperty, 'phone', 'mobilephone']) {
    const value = contact.properties[name];
    if (value) keys.push([name, value]);
  }
  return keys;
}

/** Ids are numbers. As keys they are padded with zeros, so that text order is number order. */
export const storedId = (id: string) => id.padStart(12, '0');
export const shownId = (id: string) => id.replace(/^0+(?=.)/, '');
