import type { State } from '../../store/state.ts';
import type { Placed } from '../../world/person-view.ts';
import { livesIn, type SeededPerson, type Seeding } from '../../world/seed-source.ts';
import { placeUser, type UserPlace } from './place-user.ts';
import { zendeskId } from './zendesk-record.ts';

const closed = { subject: 'Delivery', body: 'Where is my parcel?', status: 'closed' } as const;

/** The unusual users of special people, by trait. */
const changesByTrait: Readonly<Record<string, (person: SeededPerson) => UserPlace>> = {
  'open-ticket': () => ({ tickets: [{ ...closed, status: 'open' }] }),
  'deleted-user': () => ({ state: 'binned' }),
  'ticket-text': ({ displayName, emails }) => ({
    tickets: [{ ...closed, body: `My name is ${displayName}, write to ${emails[0] ?? ''}.` }],
  }),
};

export function seedUsers(
  state: State,
  person: SeededPerson,
  { random, objectId }: Seeding,
): Placed[] {
  if (!livesIn(person, zendeskId, () => random.chance(0.25))) return [];
  const place: UserPlace = {
    external_id: objectId,
    tickets: person.number % 4 === 0 ? [closed] : [],
    ...changesByTrait[person.trait ?? '']?.(person),
  };
  return [placeUser(state, person, place)];
}
