import { perState } from '../../store/per-state.ts';
import type { Doc, LookupKey } from '../../store/records.ts';
import type { State } from '../../store/state.ts';

/** The id of the system: an invented service that holds customers and their orders. */
export const ordersId = 'orders';

export interface Customer extends Doc {
  given: string | null;
  surname: string | null;
  display: string;
  email: string | null;
  phone: string | null;
  objectId: string | null;
  otherEmails: string[];
  /** All other data that the service stores. */
  more: Record<string, string>;
}

export interface Order extends Doc {
  customer: string;
  number: number;
  total: string;
}

export const customerOf = (doc: Doc): Customer => doc as Customer;
export const orderOf = (doc: Doc): Order => doc as Order;

export function customerKeys({ email, phone, objectId, otherEmails }: Customer): LookupKey[] {
  const keys: [string, string | null][] = [
    ['email', email],
    ['phone', phone],
    ['object-id', objectId],
    ...otherEmails.map((other): [string, string] => ['email', other]),
  ];
  return keys.flatMap(([field, value]) => (value === null ? [] : [[field, value] as const]));
}

const highest = perState(({ database }) =>
  database.prepare("SELECT max(id) AS id FROM records WHERE system = 'orders' AND kind = ?"),
);

/** Ids have leading zeros, so that their order as text is their order as numbers. */
export function nextId(state: State, kind: 'customer' | 'order'): string {
  const last = highest(state).get(kind)?.['id'];
  const number = typeof last === 'string' ? Number(last.slice(1)) + 1 : 1001;
  return `${kind === 'customer' ? 'C' : 'A'}${String(number).padStart(9, '0')}`;
}
