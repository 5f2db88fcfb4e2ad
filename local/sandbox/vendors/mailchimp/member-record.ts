import { createHash } from 'node:crypto';
import { foldCase } from '../../store/fold-case.ts';
import { uuidOf } from '../../store/random.ts';
import type { Doc, LookupKey } from '../../store/records.ts';

export const mailchimpId = 'mailchimp';
export const mailchimpKey = '0f1e2d3c4b5a69788796a5b4c3d2e1f0-us6';
/** The merge field that holds the B2C object ID. */
export const objectIdMergeField = 'B2COID';

export interface Audience {
  id: string;
  webId: number;
  name: string;
}

export const audiences: readonly [Audience, Audience] = [
  { id: 'a1b2c3d4e5', webId: 430001, name: 'Newsletter' },
  { id: 'f6a7b8c9d0', webId: 430002, name: 'Offers' },
];

export type MemberStatus = 'subscribed' | 'unsubscribed' | 'cleaned' | 'pending' | 'archived';

export interface MemberDoc extends Doc {
  list: string;
  email: string;
  status: MemberStatus;
  mergeFields: Record<string, string>;
  tags: string[];
  notes: string[];
  events: string[];
  goals: string[];
  createdAt: string;
  changedAt: string;
  language: string;
}

export const memberDocOf = (doc: Doc): MemberDoc => doc as MemberDoc;

/** MD5 of the lower-case address, by which Mailchimp addresses a member. */
export function subscriberHash(email: string): string {
  return createHash('md5').update(foldCase(email)).digest('hex');
}

/** A person in several audiences has a record in each. */
export const memberKey = (list: string, hash: string) => `${list}/${hash}`;

/** Mailchimp's id of the contact, which does not depend on the address that it has now. */
export const contactIdOf = ({ email }: Pick<MemberDoc, 'email'>) =>
  uuidOf(`contact ${email}`).replaceAll('-', '');

export function memberKeys(member: MemberDoc): LookupKey[] {
  const { email, mergeFields } = member;
  const objectId = mergeFields[objectIdMergeField];
  const contact = ['contact', contactIdOf(member)] as const;
  return [['email', email], contact, ...(objectId ? [['objectId', objectId] as const] : [])];
}
