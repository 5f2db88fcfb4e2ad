import { special, type SpecialPerson } from '../../world/seed-source.ts';

/** People with an unusual user. `seed-users.ts` describes each trait. */
export const specialPeople: readonly SpecialPerson[] = [
  ...special('open-ticket', ['b2c-de', 'zendesk'], [['Oskar', 'Offen', 'oskar.o@example.org']]),
  ...special('deleted-user', ['b2c-de', 'zendesk'], [['Gitta', 'Gelöscht', 'gitta.g@example.org']]),
  ...special('ticket-text', ['b2c-de', 'zendesk'], [['Tina', 'Text', 'tina.text@example.org']]),
];
