import type { Doc, LookupKey } from '../../store/records.ts';

export const intercomId = 'intercom';
export const intercomToken = 'intercom-sandbox-0000-invented';

/** A contact as the API shows it. Times are seconds since 1970. */
export interface Contact extends Doc {
  type: 'contact';
  id: string;
  external_id: string | null;
  role: 'user' | 'lead';
  email: string | null;
  phone: string | null;
  name: string | null;
}

export interface ContactDoc extends Doc {
  contact: Contact;
  notes: string[];
  tags: string[];
}

export interface Conversation extends Doc {
  id: string;
  contact: string;
  subject: string;
  body: string;
  created_at: number;
}

export const contactDocOf = (doc: Doc): ContactDoc => doc as ContactDoc;
export const conversationOf = (doc: Doc): Conversation => doc as Conversation;

export function contactKeys({ contact }: ContactDoc): LookupKey[] {
  const keys: LookupKey[] = [];
  for (const name of ['email', 'external_id', 'phone'] as const) {
    const value = contact[name];
    if (value !== null) keys.push([name, value]);
  }
  return keys;
}
