import { perState } from '../../store/per-state.ts';
import type { Doc, LookupKey } from '../../store/records.ts';
import type { State } from '../../store/state.ts';

export const zendeskId = 'zendesk';
export const zendeskUser = 'privacy@nordlicht.example';
export const zendeskToken = 'zd-sandbox-0000-invented';

/** A user as the API shows it. */
export interface ZendeskUser extends Doc {
  id: number;
  name: string;
  email: string | null;
  phone: string | null;
  external_id: string | null;
}

export interface Ticket extends Doc {
  id: number;
  subject: string;
  status: 'new' | 'open' | 'pending' | 'solved' | 'closed';
  requester_id: number;
}

export interface TicketDoc extends Doc {
  ticket: Ticket;
  comments: { id: number; body: string; created_at: string }[];
}

export const userOf = (doc: Doc): ZendeskUser => doc as ZendeskUser;
export const ticketDocOf = (doc: Doc): TicketDoc => doc as TicketDoc;

/** Ids are numbers. As keys they are padded with zeros, so that text order is number order. */
export const keyOf = (id: number | string) => String(id).padStart(15, '0');

const highest = perState(({ database }) =>
  database.prepare("SELECT max(id) AS id FROM records WHERE system = 'zendesk' AND kind = ?"),
);

export function nextId(state: State, kind: 'user' | 'ticket', first: number): number {
  const last = highest(state).get(kind)?.['id'];
  return typeof last === 'string' ? Number(last) + 1 : first;
}

export function userKeys({ email, external_id: externalId }: ZendeskUser): LookupKey[] {
  return [
    ...(email === null ? [] : [['email', email] as const]),
    ...(externalId === null ? [] : [['external_id', externalId] as const]),
  ];
}
