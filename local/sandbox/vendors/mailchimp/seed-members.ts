import type { State } from '../../store/state.ts';
import type { Placed } from '../../world/person-view.ts';
import { livesIn, type SeededPerson, type Seeding } from '../../world/seed-source.ts';
import { audiences, mailchimpId, objectIdMergeField } from './member-record.ts';
import { placeMember, type MemberPlace } from './place-member.ts';

const [newsletter, offers] = audiences;

/** The unusual members of special people, by trait: one member for each entry. */
const changesByTrait: Readonly<Record<string, (person: SeededPerson) => MemberPlace[]>> = {
  'object-id-only': ({ number }) => [{ email_address: `news.${String(number)}@example.net` }],
  'two-lists': () => [{ list_id: newsletter.id }, { list_id: offers.id, status: 'unsubscribed' }],
  'archived-member': () => [{ status: 'archived' }],
};

function makeMember(person: SeededPerson, objectId: string | undefined): MemberPlace {
  const { given, family, emails, number } = person;
  return {
    email_address: emails[0],
    merge_fields: {
      FNAME: given,
      LNAME: family,
      ...(objectId === undefined ? {} : { [objectIdMergeField]: objectId }),
    },
    tags: number % 3 === 0 ? ['customer', 'winter-2025'] : ['customer'],
    notes: number % 7 === 0 ? ['Prefers e-mail to phone.'] : [],
    events: number % 2 === 0 ? ['cart_abandoned', 'coupon_used'] : [],
  };
}

export function seedMembers(
  state: State,
  person: SeededPerson,
  { random, objectId }: Seeding,
): Placed[] {
  if (!livesIn(person, mailchimpId, () => random.chance(0.4))) return [];
  const changes = changesByTrait[person.trait ?? '']?.(person) ?? [{}];
  return changes.map((change) =>
    placeMember(state, person, { ...makeMember(person, objectId), ...change }),
  );
}
