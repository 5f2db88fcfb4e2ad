import { special, type SpecialPerson } from '../../world/seed-source.ts';

/** People with an unusual contact. `seed-contacts.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  // The look-up by external id finds users only, so this contact is found by e-mail.
  ...special('lead', ['b2c-de', 'intercom'], [['Lena', 'Lead', 'lena.lead@example.org']]),
  ...special('archived-lead', ['b2c-de', 'intercom'], [['Axel', 'Ablage', 'axel.a@example.org']]),
  ...special('conversation', ['b2c-de', 'intercom'], [['Gesa', 'Gespräch', 'gesa.g@example.org']]),
];
