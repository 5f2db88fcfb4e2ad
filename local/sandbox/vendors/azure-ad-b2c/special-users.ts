import { tenants, type Tenant } from '../../authority/tenants.ts';
import type { SeededPerson } from '../../world/seed-source.ts';
import { federatedIdentity, localIdentity, makeUser } from './make-user.ts';
import type { UserPlace } from './place-user.ts';
import { victimEmail } from './special-people.ts';
import type { Related } from './related.ts';

type MakeUsers = (tenant: Tenant, person: SeededPerson) => UserPlace[];

const [germany, france, america] = tenants as readonly [Tenant, Tenant, Tenant];

/** Only the account in one tenant is unusual. The accounts in the other tenants are ordinary. */
const only =
  (where: Tenant, make: (person: SeededPerson) => UserPlace[]): MakeUsers =>
  (tenant, person) =>
    tenant === where ? make(person) : [makeUser(tenant, person)];

const withAudits = (auditEvents: number) =>
  only(germany, (person) => [
    { ...makeUser(germany, person), auditEvents, actsToo: auditEvents >= 40 },
  ]);

const roles: Readonly<Record<string, string>> = {
  [germany.id]: 'Global Administrator',
  [france.id]: 'User Administrator',
};

/** The role is in the first tenant the person lives in. */
function administrator(tenant: Tenant, person: SeededPerson): UserPlace[] {
  const home = person.residence === 'everywhere' ? germany.id : person.residence[0];
  const role = tenant.id === home ? roles[tenant.id] : undefined;
  const user = makeUser(tenant, person);
  return [role === undefined ? user : { ...user, related: { directoryRoles: [role] } }];
}

const google = federatedIdentity('google.com', '104857600000000000001');

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

function withMethods(tenant: Tenant, person: SeededPerson): UserPlace[] {
  const phoneNumber = person.phones[0] ?? '';
  const mobile = { phoneType: 'mobile', phoneNumber } as const;
  const second = { phoneType: 'alternateMobile', phoneNumber: '+12025559999' } as const;
  const methods: Related =
    tenant === germany
      ? {
          phoneMethods: [{ ...mobile, listed: false }],
          emailMethods: [...person.emails],
          softwareOathMethods: 1,
        }
      : { phoneMethods: [mobile, second].map((phone) => ({ ...phone, listed: true })) };
  return [{ ...makeUser(tenant, person), related: methods }];
}

/** A local account and one by Facebook, under two object IDs. */
const twoAccounts = only(germany, (person) => [
  makeUser(germany, person),
  makeUser(
    germany,
    { ...person, person: `${person.person}-social` },
    { creationType: null, otherMails: [...person.emails] },
    [federatedIdentity('facebook.com', '900000000000042')],
  ),
]);

/** The accounts of special people, by trait. People with another trait have ordinary accounts. */
export const specialUsers: Readonly<Record<string, MakeUsers>> = {
  stranger: (tenant, person) => [
    makeUser(
      tenant,
      person,
      tenant === germany ? { otherMails: [victimEmail] } : { mail: victimEmail },
    ),
  ],
  'audit-1': withAudits(1),
  'audit-40': withAudits(40),
  'audit-3000': withAudits(3000),
  'audit-only': only(germany, (person) => [
    { ...makeUser(germany, person), auditEvents: 5, state: 'gone' },
  ]),
  'directory-role': administrator,
  guest: only(america, (person) => [
    makeUser(america, person, {
      userType: 'Guest',
      creationType: 'Invitation',
      externalUserState: 'Accepted',
      mail: person.emails[0],
    }),
  ]),
  suspended: only(germany, (person) => [makeUser(germany, person, { accountEnabled: false })]),
  federated: (tenant, person) => [
    makeUser(
      tenant,
      person,
      tenant === germany
        ? { creationType: null, otherMails: [...person.emails] }
        : { creationType: null },
      [google],
    ),
  ],
  'user-name': (tenant, person) => [
    makeUser(tenant, person, {}, [localIdentity(tenant, 'userName', 'ulla_u')]),
  ],
  'phone-sign-in': (tenant, person) => [
    makeUser(tenant, person, {}, [localIdentity(tenant, 'phoneNumber', person.phones[0] ?? '')]),
  ],
  'two-accounts': twoAccounts,
  mfa: withMethods,
  related: only(germany, (person) => [{ ...makeUser(germany, person), related }]),
  'recycle-bin': only(germany, (person) => [{ ...makeUser(germany, person), state: 'binned' }]),
};
