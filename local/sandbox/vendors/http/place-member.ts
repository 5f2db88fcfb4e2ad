import { z } from 'zod';
import type { State } from '../../store/state.ts';
import type { Owner, Placed } from '../../world/person-view.ts';
import type { PlaceRecord } from '../vendor.ts';
import {
  keyOf,
  loyaltyId,
  memberKeys,
  nextId,
  type Member,
  type PointEntry,
} from './member-record.ts';

const place = z.strictObject({
  first: z.string().optional(),
  last: z.string().optional(),
  mail: z.string().includes('@').optional(),
  phone: z.string().optional(),
  account: z.string().optional(),
  remarkMails: z.array(z.string().includes('@')).optional(),
  profile: z.record(z.string(), z.string()).optional(),
  /** How many entries the account of points has. */
  points: z.number().int().min(0).max(2000).optional(),
});

/** The entry of the loyalty programme in `POST /control/people`. */
export const memberPlaceSchema = place.transform(
  (given): PlaceRecord =>
    (state, _system, owner) =>
      placeMember(state, owner, given),
);

export function placeMember(state: State, owner: Owner, given: z.infer<typeof place>): Placed {
  const { person, displayName } = owner;
  const memberId = nextId(state, 'member');
  const doc: Member = {
    memberId,
    account: given.account ?? null,
    name: {
      first: given.first ?? displayName.split(' ')[0] ?? '',
      last: given.last ?? displayName.split(' ').slice(1).join(' '),
    },
    contact: {
      mail: given.mail ?? owner.emails[0] ?? null,
      phone: given.phone ?? owner.phones[0] ?? null,
    },
    remarkMails: given.remarkMails ?? [],
    profile: given.profile ?? {},
  };
  const keys = memberKeys(doc);
  state.records.place(loyaltyId, 'member', keyOf(memberId), { state: 'live', doc, keys, person });
  for (let entry = 1; entry <= (given.points ?? 0); entry += 1) {
    const points: PointEntry = { memberId, entry, points: entry * 10 };
    state.records.place(loyaltyId, 'points', keyOf(nextId(state, 'points')), {
      state: 'live',
      doc: points,
      keys: [['member', String(memberId)]],
      person,
    });
  }
  return { record: { system: loyaltyId, id: String(memberId) } };
}
