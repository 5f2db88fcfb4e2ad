import { tenants, type Tenant } from '../vendors/azure-ad-b2c/tenants.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { makeContact, makeUser, objectIdOf } from './make-record.ts';
import { everywhere, named, type Special } from './special.ts';

const [de, fr, us] = tenants as readonly [Tenant, Tenant, Tenant];

const names: readonly Special[] = [
  ...named('apostrophe', everywhere, [
    ['Sinéad', "O'Neil", "sinead.o'neil@example.org"],
    ['Gabriele', "D'Angelo", "g.d'angelo@example.com"],
  ]),
  ...named('plus-address', everywhere, [
    ['Jonas', 'Winter', 'jonas.winter+shop@example.org'],
    ['Mia', 'Sommer', 'mia+news.2025@example.net'],
  ]),
  ...named('non-latin', everywhere, [
    ['小龙', '李', 'li.xiaolong@example.com'],
    ['Γεωργία', 'Παπαδοπούλου', 'georgia.p@example.org'],
    ['Юлия', 'Соколова', 'yulia.sokolova@example.net'],
    ['ليلى', 'حداد', 'layla.haddad@example.com'],
  ]),
  ...named('long-name', everywhere, [
    ['Maximiliana'.repeat(4), 'von-und-zu-Hohenlohe-'.repeat(8), 'maximiliana@example.org'],
  ]),
];

/** Two people, one address, two tenants; the CRM knows the first. */
const families: readonly Special[] = ['huber@example.org', 'famille.morel@example.com'].flatMap(
  (email, index) => [
    ...named(
      'family',
      (someone) => ({
        'b2c-de': [makeUser(de, someone)],
        [hubspotId]: [makeContact(someone, objectIdOf('b2c-de', someone))],
      }),
      [[index === 0 ? 'Josef' : 'Camille', index === 0 ? 'Huber' : 'Morel', email]],
    ),
    ...named('family', (someone) => ({ 'b2c-fr': [makeUser(fr, someone)] }), [
      [index === 0 ? 'Walburga' : 'Étienne', index === 0 ? 'Huber' : 'Morel', email],
    ]),
  ],
);

const victimEmail = 'vera.victim@example.org';
/** Strangers who claim someone else's address. */
const claims: readonly Special[] = [
  ...named('victim', everywhere, [['Vera', 'Victim', victimEmail]]),
  ...named(
    'stranger',
    (someone) => ({ 'b2c-de': [makeUser(de, someone, { otherMails: [victimEmail] })] }),
    [['Sam', 'Stranger', 'sam.stranger@example.net']],
  ),
  ...named(
    'stranger',
    (someone) => ({
      'b2c-us': [makeUser(us, someone, { mail: victimEmail })],
      [hubspotId]: [
        makeContact(someone, undefined, { hs_additional_emails: 'sid.sly@example.net' }),
      ],
    }),
    [['Sid', 'Sly', 'sid@example.net']],
  ),
];

/** People whose names or addresses are the riddle. */
export const specialNames: readonly Special[] = [...names, ...families, ...claims];
