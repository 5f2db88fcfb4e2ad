import type { State } from '../../store/state.ts';
import type { Placed } from '../../world/person-view.ts';
import { livesIn, type SeededPerson, type Seeding } from '../../world/seed-source.ts';
import { intercomId } from './contact-record.ts';
import { placeContact, type ContactPlace } from './place-contact.ts';

/** The unusual contacts of special people, by trait. */
const changesByTrait: Readonly<Record<string, ContactPlace>> = {
  lead: { role: 'lead' },
  'archived-lead': { role: 'lead', state: 'binned' },
  conversation: {
    notes: ['Prefers a call.'],
    tags: ['vip'],
    conversations: [{ subject: 'Returns', body: 'How do I send this back?' }],
  },
};

export function seedContacts(
  state: State,
  person: SeededPerson,
  { random, objectId }: Seeding,
): Placed[] {
  if (!livesIn(person, intercomId, () => random.chance(0.25))) return [];
  const place = { external_id: objectId, ...changesByTrait[person.trait ?? ''] };
  return [placeContact(state, person, place, person.person)];
}
