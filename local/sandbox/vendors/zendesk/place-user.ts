import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import {
  keyOf,
  nextId,
  userKeys,
  zendeskId,
  type Ticket,
  type TicketDoc,
  type ZendeskUser,
} from './zendesk-record.ts';

/** The data of a person to put into Zendesk. */
export interface UserPlace {
  name?: string | undefined;
  email?: string | undefined;
  phone?: string | undefined;
  external_id?: string | undefined;
  notes?: string | undefined;
  role?: 'end-user' | 'agent' | 'admin' | undefined;
  suspended?: boolean | undefined;
  user_fields?: Record<string, string> | undefined;
  tickets?: { subject: string; body: string; status: Ticket['status'] }[] | undefined;
  state?: 'live' | 'binned' | undefined;
}

const dayMs = 86_400_000;
const firstUser = 3_600_001;
const firstTicket = 1001;

/** Zendesk writes times without milliseconds. */
export const zendeskTime = (ms: number) => new Date(ms).toISOString().replace(/\.\d{3}Z$/, 'Z');

function makeUser(id: number, owner: Owner, place: UserPlace, at: string): ZendeskUser {
  return {
    id,
    url: `https://nordlicht.zendesk.com/api/v2/users/${String(id)}.json`,
    name: place.name ?? owner.displayName,
    email: place.email ?? owner.emails[0] ?? null,
    phone: place.phone ?? owner.phones[0] ?? null,
    external_id: place.external_id ?? null,
    notes: place.notes ?? '',
    details: '',
    alias: '',
    created_at: at,
    updated_at: at,
    last_login_at: at,
    time_zone: 'Berlin',
    iana_time_zone: 'Europe/Berlin',
    locale: 'de',
    locale_id: 8,
    photo: null,
    organization_id: null,
    role: place.role ?? 'end-user',
    verified: true,
    active: place.state !== 'binned',
    suspended: place.suspended ?? false,
    shared: false,
    tags: ['customer'],
    user_fields: place.user_fields ?? {},
  };
}

function makeTicket(
  id: number,
  requester: number,
  { subject, body, status }: { subject: string; body: string; status: Ticket['status'] },
  at: string,
): TicketDoc {
  return {
    ticket: {
      id,
      url: `https://nordlicht.zendesk.com/api/v2/tickets/${String(id)}.json`,
      subject,
      raw_subject: subject,
      description: body,
      status,
      priority: 'normal',
      type: 'question',
      requester_id: requester,
      submitter_id: requester,
      assignee_id: null,
      created_at: at,
      updated_at: at,
      tags: [],
    },
    comments: [{ id: id * 10, body, created_at: at }],
  };
}

/** Puts a user and their tickets into Zendesk. Readers see them at once. */
export function placeUser(state: State, owner: Owner, place: UserPlace): Placed {
  const at = zendeskTime(state.clock.now() - 60 * dayMs);
  const user = makeUser(nextId(state, 'user', firstUser), owner, place, at);
  state.records.place(zendeskId, 'user', keyOf(user.id), {
    state: place.state ?? 'live',
    doc: user,
    keys: userKeys(user),
    person: owner.person,
  });
  for (const each of place.tickets ?? []) {
    const doc = makeTicket(nextId(state, 'ticket', firstTicket), user.id, each, at);
    state.records.place(zendeskId, 'ticket', keyOf(doc.ticket.id), {
      state: 'live',
      doc,
      keys: [['requester', String(user.id)]],
      person: owner.person,
    });
  }
  return { record: { system: zendeskId, id: String(user.id) } };
}
