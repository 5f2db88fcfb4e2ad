import { special, type SpecialPerson } from '../../world/seed-source.ts';

/** People with an unusual member. `seed-members.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  ...special('two-lists', ['b2c-de', 'mailchimp'], [['Lisa', 'Listig', 'lisa.listig@example.org']]),
  ...special(
    'archived-member',
    ['b2c-de', 'mailchimp'],
    [['Malte', 'Museum', 'malte.museum@example.org']],
  ),
  ...special(
    'vendors-only',
    ['hubspot', 'mailchimp'],
    [['Nora', 'Nurcrm', 'nora.nurcrm@example.org']],
  ),
];
