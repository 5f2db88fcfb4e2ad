import { tenants, type Tenant } from '../graph/tenants.ts';
import { hubspotId } from '../hubspot/contact-record.ts';
import { audiences, mailchimpId } from '../mailchimp/member-record.ts';
import type { Related } from '../graph/user-record.ts';
import { cultures } from './names.ts';
import {
  federated,
  local,
  makeContact,
  makeMember,
  makeUser,
  objectIdOf,
  personId,
  type Someone,
} from './make-record.ts';
import type { PersonOrder, RecordOrder } from './person-order.ts';

type Home = (someone: Someone) => Record<string, readonly RecordOrder[]>;

interface Special {
  trait: string;
  given: string;
  family: string;
  email: string;
  home: Home;
}

const [de, fr, us] = tenants as readonly [Tenant, Tenant, Tenant];
const [newsletter, offers] = audiences;

const everywhere: Home = (someone) => ({
  ...Object.fromEntries(tenants.map((tenant) => [tenant.id, [makeUser(tenant, someone)]])),
  [hubspotId]: [makeContact(someone, objectIdOf('b2c-de', someone))],
  [mailchimpId]: [makeMember(someone, objectIdOf('b2c-de', someone))],
});

const audited =
  (auditEvents: number): Home =>
  (someone) => ({
    ...everywhere(someone),
    'b2c-de': [{ ...makeUser(de, someone), auditEvents, actsToo: auditEvents >= 40 }],
  });

const related: Related = {
  groups: ['Beta testers', 'Newsletter DE'],
  appRoles: ['Web Shop'],
  grants: ['Web Shop'],
  devices: ['Pixel 9'],
  licenses: ['AAD_B2C_FREE'],
  agreements: ['terms-of-use-2025'],
  ownedApplications: [],
  openExtensions: [
    {
      '@odata.type': '#microsoft.graph.openTypeExtension',
      id: 'example.nordlicht.preferences',
      theme: 'dark',
    },
  ],
};

const named = (
  trait: string,
  home: Home,
  people: readonly (readonly [given: string, family: string, email: string])[],
): Special[] => people.map(([given, family, email]) => ({ trait, given, family, email, home }));

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

const audits: readonly Special[] = [
  ...named('audit-1', audited(1), [['Una', 'Einzig', 'una.einzig@example.org']]),
  ...named('audit-40', audited(40), [['Viola', 'Vierzig', 'viola.vierzig@example.org']]),
  ...named('audit-3000', audited(3000), [['Theo', 'Tausend', 'theo.tausend@example.org']]),
  ...named(
    'audit-only',
    (someone) => ({ 'b2c-de': [{ ...makeUser(de, someone), auditEvents: 5, state: 'gone' }] }),
    [['Gerd', 'Gewesen', 'gerd.gewesen@example.org']],
  ),
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

const guarded: readonly Special[] = [
  ...named(
    'directory-role',
    (someone) => ({
      ...everywhere(someone),
      'b2c-de': [
        { ...makeUser(de, someone), related: { directoryRoles: ['Global Administrator'] } },
      ],
    }),
    [['Ada', 'Amtmann', 'ada.amtmann@example.org']],
  ),
  ...named(
    'directory-role',
    (someone) => ({
      'b2c-fr': [{ ...makeUser(fr, someone), related: { directoryRoles: ['User Administrator'] } }],
    }),
    [['Benoît', 'Bailli', 'benoit.bailli@example.org']],
  ),
  ...named(
    'guest',
    (someone) => ({
      'b2c-us': [
        makeUser(us, someone, {
          userType: 'Guest',
          creationType: 'Invitation',
          externalUserState: 'Accepted',
          mail: someone.emails[0],
        }),
      ],
      [hubspotId]: [makeContact(someone, undefined)],
    }),
    [['Gale', 'Visitor', 'gale.visitor@example.com']],
  ),
  ...named(
    'suspended',
    (someone) => ({
      'b2c-de': [makeUser(de, someone, { accountEnabled: false })],
      'b2c-fr': [makeUser(fr, someone)],
    }),
    [['Susi', 'Sperre', 'susi.sperre@example.org']],
  ),
];

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

const signIns: readonly Special[] = [
  ...named(
    'federated',
    (someone) => ({
      'b2c-de': [
        makeUser(de, someone, { creationType: null, otherMails: [...someone.emails] }, [
          federated('google.com', '104857600000000000001'),
        ]),
      ],
      'b2c-fr': [
        makeUser(fr, someone, { creationType: null }, [
          federated('google.com', '104857600000000000001'),
        ]),
      ],
    }),
    [['Finn', 'Fremd', 'finn.fremd@example.org']],
  ),
  ...named(
    'user-name',
    (someone) => ({
      'b2c-de': [makeUser(de, someone, {}, [local(de, 'userName', 'ulla_u')])],
      'b2c-fr': [makeUser(fr, someone, {}, [local(fr, 'userName', 'ulla_u')])],
    }),
    [['Ulla', 'Unger', 'ulla.unger@example.org']],
  ),
  ...named(
    'phone-sign-in',
    (someone) => ({
      'b2c-us': [makeUser(us, someone, {}, [local(us, 'phoneNumber', someone.phones[0] ?? '')])],
      [hubspotId]: [makeContact(someone, undefined)],
    }),
    [['Pat', 'Phone', 'pat.phone@example.com']],
  ),
  ...named(
    'two-accounts',
    (someone) => ({
      'b2c-de': [
        makeUser(de, someone),
        makeUser(
          de,
          { ...someone, person: `${someone.person}-social` },
          { creationType: null, otherMails: [...someone.emails] },
          [federated('facebook.com', '900000000000042')],
        ),
      ],
    }),
    [['Zweta', 'Zwilling', 'zweta.zwilling@example.org']],
  ),
  ...named(
    'mfa',
    (someone) => ({
      'b2c-de': [
        {
          ...makeUser(de, someone),
          related: {
            phoneMethods: [
              { phoneType: 'mobile', phoneNumber: someone.phones[0] ?? '', listed: false },
            ],
            emailMethods: [...someone.emails],
            softwareOathMethods: 1,
          },
        },
      ],
      'b2c-us': [
        {
          ...makeUser(us, someone),
          related: {
            phoneMethods: [
              { phoneType: 'mobile', phoneNumber: someone.phones[0] ?? '', listed: true },
              { phoneType: 'alternateMobile', phoneNumber: '+12025559999', listed: true },
            ],
          },
        },
      ],
    }),
    [['Mara', 'Mehrfach', 'mara.mehrfach@example.org']],
  ),
  ...named('related', (someone) => ({ 'b2c-de': [{ ...makeUser(de, someone), related }] }), [
    ['Rosa', 'Reich', 'rosa.reich@example.org'],
  ]),
  ...named(
    'recycle-bin',
    (someone) => ({
      'b2c-de': [{ ...makeUser(de, someone), state: 'binned' }],
      'b2c-fr': [makeUser(fr, someone)],
    }),
    [['Tom', 'Tonne', 'tom.tonne@example.org']],
  ),
];

const vendorRecords: readonly Special[] = [
  // An e-mail no tenant knows: only the object ID leads there.
  ...named(
    'object-id-only',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [
        makeContact(someone, objectIdOf('b2c-de', someone), {
          email: `office.${String(someone.number)}@example.com`,
          phone: null,
        }),
      ],
      [mailchimpId]: [
        makeMember(someone, objectIdOf('b2c-de', someone), {
          email_address: `news.${String(someone.number)}@example.net`,
        }),
      ],
    }),
    [
      ['Olga', 'Ohnepost', 'olga.ohnepost@example.org'],
      ['Otto', 'Ohnepost', 'otto.ohnepost@example.org'],
      ['Odile', 'Sanslettre', 'odile.sanslettre@example.org'],
    ],
  ),
  ...named(
    'secondary-email',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [
        makeContact(someone, undefined, {
          email: `work.${String(someone.number)}@example.com`,
          hs_additional_emails: `${someone.emails[0] ?? ''};old.${String(someone.number)}@example.com`,
        }),
      ],
    }),
    [['Zoe', 'Zweitpost', 'zoe.zweitpost@example.org']],
  ),
  ...named(
    'archived-contact',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [hubspotId]: [{ ...makeContact(someone, objectIdOf('b2c-de', someone)), state: 'binned' }],
    }),
    [['Arno', 'Archiv', 'arno.archiv@example.org']],
  ),
  ...named(
    'two-lists',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [mailchimpId]: [
        makeMember(someone, objectIdOf('b2c-de', someone), { list_id: newsletter.id }),
        makeMember(someone, objectIdOf('b2c-de', someone), {
          list_id: offers.id,
          status: 'unsubscribed',
        }),
      ],
    }),
    [['Lisa', 'Listig', 'lisa.listig@example.org']],
  ),
  ...named(
    'archived-member',
    (someone) => ({
      'b2c-de': [makeUser(de, someone)],
      [mailchimpId]: [makeMember(someone, objectIdOf('b2c-de', someone), { status: 'archived' })],
    }),
    [['Malte', 'Museum', 'malte.museum@example.org']],
  ),
  ...named(
    'vendors-only',
    (someone) => ({
      [hubspotId]: [makeContact(someone, undefined)],
      [mailchimpId]: [makeMember(someone, undefined)],
    }),
    [['Nora', 'Nurcrm', 'nora.nurcrm@example.org']],
  ),
];

const specials = [
  ...names,
  ...audits,
  ...families,
  ...guarded,
  ...claims,
  ...signIns,
  ...vendorRecords,
];

export const specialPeople = specials.length;

/** People with one peculiarity each, found by `GET /control/people?trait=…`. `from` is the number of the first. */
export function* makeSpecialPeople(from: number): Generator<PersonOrder> {
  for (const [index, { trait, given, family, email, home }] of specials.entries()) {
    const number = from + index;
    const culture = cultures[index % 3] ?? cultures[0];
    const someone: Someone = {
      person: personId(number),
      number,
      given,
      family,
      emails: [email],
      phones: [culture.phone(number)],
      culture,
    };
    yield {
      person: someone.person,
      displayName: `${given} ${family}`,
      emails: someone.emails,
      phones: someone.phones,
      trait,
      in: home(someone),
    };
  }
}
