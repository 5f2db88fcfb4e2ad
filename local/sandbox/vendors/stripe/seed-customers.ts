import type { State } from '../../store/state.ts';
import type { Placed } from '../../world/person-view.ts';
import { livesIn, type SeededPerson, type Seeding } from '../../world/seed-source.ts';
import { placeCustomer, type CustomerPlace } from './place-customer.ts';
import { objectIdKey, stripeId } from './stripe-object.ts';

/** The unusual customers of special people, by trait: one customer for each entry. */
const changesByTrait: Readonly<Record<string, (person: SeededPerson) => CustomerPlace[]>> = {
  'active-subscription': () => [{ subscriptions: [{ status: 'active' }] }],
  'recent-charge': () => [{ charges: [{ amount: 4900, ageDays: 5 }] }],
  'open-invoice': () => [{ invoices: [{ amount: 12_000, ageDays: 20, status: 'open' }] }],
  'two-customers': () => [{}, { metadata: {} }],
  'email-in-capitals': ({ emails }) => [{ email: (emails[0] ?? '').toUpperCase() }],
};

function makePlace(person: SeededPerson, objectId: string | undefined): CustomerPlace {
  const { number, culture } = person;
  const [city, postalCode, street] = culture.places[number % culture.places.length] ?? ['', '', ''];
  return {
    address: { city, postal_code: postalCode, line1: street, country: culture.country },
    metadata: objectId === undefined ? {} : { [objectIdKey]: objectId },
    charges: number % 2 === 0 ? [{ amount: 1000 + number, ageDays: 100 + (number % 200) }] : [],
    invoices:
      number % 3 === 0
        ? [{ amount: 2000 + number, ageDays: 100 + (number % 200), status: 'paid' }]
        : [],
    cards: number % 2 === 0 ? [String(1000 + (number % 9000))] : [],
  };
}

export function seedCustomers(
  state: State,
  person: SeededPerson,
  { random, objectId }: Seeding,
): Placed[] {
  if (!livesIn(person, stripeId, () => random.chance(0.3))) return [];
  const changes = changesByTrait[person.trait ?? '']?.(person) ?? [{}];
  return changes.map((change, index) =>
    placeCustomer(
      state,
      person,
      { ...makePlace(person, objectId), ...change },
      `${person.person} ${String(index)}`,
    ),
  );
}
