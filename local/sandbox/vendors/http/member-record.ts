import { perState } from '../../store/per-state.ts';
import type { Doc, LookupKey } from '../../store/records.ts';
import type { State } from '../../store/state.ts';

/** The id of the system: an invented loyalty programme with an HTTP API of its own. */
export const loyaltyId = 'loyalty';
export const loyaltyKey = 'loyalty-sandbox-2045-invented';

/** A member as the API shows it. */
export interface Member extends Doc {
  memberId: number;
  account: string | null;
  name: { first: string; last: string };
  contact: { mail: string | null; phone: string | null };
  /** Written by cashiers. */
  remarkMails: string[];
  profile: Record<string, string>;
}

export interface PointEntry extends Doc {
  memberId: number;
  entry: number;
  points: number;
}

export const memberOf = (doc: Doc): Member => doc as Member;

/** Ids are numbers. As keys they are padded with zeros, so that their order as text is their order as numbers. */
export const keyOf = (id: number | string) => String(id).padStart(9, '0');

export function memberKeys({ account, contact, remarkMails }: Member): LookupKey[] {
  const keys: [string, string | null][] = [
    ['account', account],
    ['email', contact.mail],
    ['phone', contact.phone],
    ...remarkMails.map((mail): [string, string] => ['email', mail]),
  ];
  return keys.flatMap(([field, value]) => (value === null ? [] : [[field, value] as const]));
}

const highest = perState(({ database }) =>
  database.prepare("SELECT max(id) AS id FROM records WHERE system = 'loyalty' AND kind = ?"),
);

export function nextId(state: State, kind: 'member' | 'points'): number {
  const last = highest(state).get(kind)?.['id'];
  return typeof last === 'string' ? Number(last) + 1 : 52_001;
}
