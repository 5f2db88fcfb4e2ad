import { special, type SpecialPerson } from '../../world/seed-source.ts';

/** People with an unusual contact. `seed-contacts.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  // HubSpot and Mailchimp have an address that no tenant knows: only the object ID leads to these records.
  ...special(
    'object-id-only',
    ['b2c-de', 'hubspot', 'mailchimp'],
    [
      ['Olga', 'Ohnepost', 'olga.ohnepost@example.org'],
      ['Otto', 'Ohnepost', 'otto.ohnepost@example.org'],
      ['Odile', 'Sanslettre', 'odile.sanslettre@example.org'],
    ],
  ),
  ...special(
    'secondary-email',
    ['b2c-de', 'hubspot'],
    [['Zoe', 'Zweitpost', 'zoe.zweitpost@example.org']],
    { linked: false },
  ),
  ...special(
    'archived-contact',
    ['b2c-de', 'hubspot'],
    [['Arno', 'Archiv', 'arno.archiv@example.org']],
  ),
];
