import { uuidOf } from '../../store/random.ts';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import {
  contactKeys,
  intercomId,
  type Contact,
  type ContactDoc,
  type Conversation,
} from './contact-record.ts';

/** The data of a person to put into Intercom. */
export interface ContactPlace {
  role?: 'user' | 'lead' | undefined;
  email?: string | undefined;
  name?: string | undefined;
  phone?: string | undefined;
  external_id?: string | undefined;
  custom_attributes?: Record<string, string> | undefined;
  notes?: string[] | undefined;
  tags?: string[] | undefined;
  conversations?: { subject: string; body: string }[] | undefined;
  state?: 'live' | 'binned' | undefined;
}

const daySeconds = 86_400;
const hexId = (text: string) => uuidOf(text).replaceAll('-', '').slice(0, 24);

function makeContact(id: string, owner: Owner, place: ContactPlace, at: number): Contact {
  const email = place.email ?? owner.emails[0] ?? null;
  return {
    type: 'contact',
    id,
    workspace_id: 'nordlicht',
    external_id: place.external_id ?? null,
    role: place.role ?? 'user',
    email,
    email_domain: email?.split('@')[1] ?? null,
    phone: place.phone ?? owner.phones[0] ?? null,
    name: place.name ?? owner.displayName,
    avatar: null,
    owner_id: null,
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at: at,
    updated_at: at,
    signed_up_at: at,
    last_seen_at: null,
    language_override: null,
    custom_attributes: place.custom_attributes ?? {},
  };
}

/** Puts a contact and their conversations into Intercom. Readers see them at once. */
export function placeContact(
  state: State,
  owner: Owner,
  place: ContactPlace,
  idText: string,
): Placed {
  const at = Math.floor(state.clock.now() / 1000) - 90 * daySeconds;
  const id = hexId(`intercom ${idText}`);
  const doc: ContactDoc = {
    contact: makeContact(id, owner, place, at),
    notes: place.notes ?? [],
    tags: place.tags ?? [],
  };
  state.records.place(intercomId, 'contact', id, {
    state: place.state ?? 'live',
    doc,
    keys: contactKeys(doc),
    person: owner.person,
  });
  for (const [index, { subject, body }] of (place.conversations ?? []).entries()) {
    const conversation: Conversation = {
      id: hexId(`conversation ${idText} ${String(index)}`),
      contact: id,
      subject,
      body,
      created_at: at,
    };
    state.records.place(intercomId, 'conversation', conversation.id, {
      state: 'live',
      doc: conversation,
      keys: [['contact', id]],
      person: owner.person,
    });
  }
  return { record: { system: intercomId, id } };
}
