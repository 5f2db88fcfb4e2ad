import { tenants, type Tenant } from '../vendors/azure-ad-b2c/tenants.ts';
import type { Related } from '../vendors/azure-ad-b2c/user-record.ts';
import { hubspotId } from '../vendors/hubspot/contact-record.ts';
import { federated, local, makeContact, makeUser } from './make-record.ts';
import { everywhere, named, type Home, type Special } from './special.ts';

const [de, fr, us] = tenants as readonly [Tenant, Tenant, Tenant];

const audited =
  (auditEvents: number): Home =>
  (someone) => ({
    ...everywhere(someone),
    'b2c-de': [{ ...makeUser(de, someone), auditEvents, actsToo: auditEvents >= 40 }],
  });

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

/** People whose account in a tenant is the riddle. */
export const specialAccounts: readonly Special[] = [...audits, ...guarded, ...signIns];
