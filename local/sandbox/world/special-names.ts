import { special, type SpecialPerson } from './seed-source.ts';

/** People with an unusual name or address, which is the same in every system. */
const names: readonly SpecialPerson[] = [
  ...special('apostrophe', 'everywhere', [
    ['Sinéad', "O'Neil", "sinead.o'neil@example.org"],
    ['Gabriele', "D'Angelo", "g.d'angelo@example.com"],
  ]),
  ...special('plus-address', 'everywhere', [
    ['Jonas', 'Winter', 'jonas.winter+shop@example.org'],
    ['Mia', 'Sommer', 'mia+news.2025@example.net'],
  ]),
  ...special('non-latin', 'everywhere', [
    ['小龙', '李', 'li.xiaolong@example.com'],
    ['Γεωργία', 'Παπαδοπούλου', 'georgia.p@example.org'],
    ['Юлия', 'Соколова', 'yulia.sokolova@example.net'],
    ['ليلى', 'حداد', 'layla.haddad@example.com'],
  ]),
  ...special('long-name', 'everywhere', [
    ['Maximiliana'.repeat(4), 'von-und-zu-Hohenlohe-'.repeat(8), 'maximiliana@example.org'],
  ]),
];

/** Two people share one address, in two tenants. HubSpot knows the first of them. */
const families: readonly SpecialPerson[] = [
  ...special('family', ['b2c-de', 'hubspot'], [['Josef', 'Huber', 'huber@example.org']]),
  ...special('family', ['b2c-fr'], [['Walburga', 'Huber', 'huber@example.org']]),
  ...special('family', ['b2c-de', 'hubspot'], [['Camille', 'Morel', 'famille.morel@example.com']]),
  ...special('family', ['b2c-fr'], [['Étienne', 'Morel', 'famille.morel@example.com']]),
];

export const specialNames: readonly SpecialPerson[] = [...names, ...families];
