import type { State } from '../../store/state.ts';
import type { Placed } from '../../world/person-view.ts';
import { livesIn, type SeededPerson, type Seeding } from '../../world/seed-source.ts';
import { hubspotId, objectIdProperty, type Properties } from './contact-record.ts';
import { placeContact, type ContactPlace } from './place-contact.ts';

/** The unusual contacts of special people, by trait. */
const changesByTrait: Readonly<Record<string, (person: SeededPerson) => Properties>> = {
  stranger: () => ({ hs_additional_emails: 'sid.sly@example.net' }),
  'object-id-only': ({ number }) => ({
    email: `office.${String(number)}@example.com`,
    phone: null,
  }),
  'secondary-email': ({ number, emails }) => ({
    email: `work.${String(number)}@example.com`,
    hs_additional_emails: `${emails[0] ?? ''};old.${String(number)}@example.com`,
  }),
};

function makeContact(person: SeededPerson, objectId: string | undefined): ContactPlace {
  const { given, family, emails, phones, culture, number, trait } = person;
  const [city = ''] = culture.places[number % culture.places.length] ?? [];
  return {
    properties: {
      email: emails[0] ?? null,
      firstname: given,
      lastname: family,
      phone: phones[0] ?? null,
      city,
      lifecyclestage: 'customer',
      ...(objectId === undefined ? {} : { [objectIdProperty]: objectId }),
      ...changesByTrait[trait ?? '']?.(person),
    },
    ...(number % 5 === 0 ? { deals: [String(7_000_000 + number)] } : {}),
    ...(trait === 'archived-contact' ? { state: 'binned' } : {}),
  };
}

export function seedContacts(
  state: State,
  person: SeededPerson,
  { random, objectId, hasAccount }: Seeding,
): Placed[] {
  if (!livesIn(person, hubspotId, () => random.chance(0.5) || !hasAccount)) return [];
  return [placeContact(state, person, makeContact(person, objectId))];
}
