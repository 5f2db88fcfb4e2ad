import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, InventedPerson, PersonOrder } from '../connector-example.ts';
import { deniedExtensions } from '../denied-extensions.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const domain = 'nordlichtde.onmicrosoft.com';

const person: PersonOrder = (unique) => ({
  displayName: "Kanarina O'Vogelsang",
  emails: [`kanarina.o'vogelsang+${unique}@example.org`],
  phones: [`+4930555${unique}`],
  in: { 'b2c-de': { user: { givenName: 'Kanarina', surname: 'Vogelsang' }, auditEvents: 3 } },
});

const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });
const account = ({ accounts }: InventedPerson): Identifier => ({
  kind: 'account',
  system: systemIdOf('b2c-de'),
  objectId: accounts[0]?.objectId ?? '',
});
const addressBefore = (unique: string) =>
  `kanarina.o'vogelsang+${String(Number(unique) - 1)}@example.org`;

/** The number in the address of a person. */
const uniqueIn = (emails: readonly string[]) => /\+(\d+)@/.exec(emails[0] ?? '')?.[1] ?? '';

const withUser =
  (user: (unique: string) => object, rest: object = {}): PersonOrder =>
  (unique) => ({ ...person(unique), in: { 'b2c-de': { user: user(unique), ...rest } } });

const example: ConnectorExample = {
  system: 'b2c-de',
  person,
  by: (person) => [account(person)],
  beside: [
    {
      kind: 'account',
      system: systemIdOf('b2c-fr'),
      objectId: '5eed0000-0000-4000-8000-000000000001',
    },
    { kind: 'userName', system: systemIdOf('b2c-fr'), value: 'kanarina' },
    { kind: 'record', system: systemIdOf('hubspot'), id: '51' },
  ],
  nobody: [
    {
      kind: 'account',
      system: systemIdOf('b2c-de'),
      objectId: '5eed0000-0000-4000-8000-0000deadbeef',
    },
    { kind: 'email', value: 'nobody.at.all@example.invalid' },
    { kind: 'phone', value: '+4930000000' },
    { kind: 'userName', system: systemIdOf('b2c-de'), value: 'nobody.at.all' },
    { kind: 'federated', issuer: 'google.com', value: '999999999' },
  ],
  lookUps: [
    { title: 'an account', method: 'GET', path: '/users/[0-9a-f-]{36}\\?', byId: true },
    { title: 'sign-in identities', method: 'GET', path: '/users\\?.*identities%2Fany' },
    { title: 'otherMails', method: 'GET', path: '/users\\?.*otherMails%2Fany' },
    { title: 'mail', method: 'GET', path: '/users\\?.*=mail%20eq' },
    {
      title: 'an account in the recycle bin',
      method: 'GET',
      path: '/deletedItems/[0-9a-f-]{36}\\?',
      byId: true,
    },
    { title: 'the recycle bin', method: 'GET', path: '/deletedItems/microsoft.graph.user\\?' },
    { title: 'the audit log', method: 'GET', path: '/auditLogs/directoryAudits' },
    { title: 'a batch', method: 'POST', path: '/\\$batch$' },
  ],
  finds: [
    {
      title: 'by the object ID, in capitals too',
      people: [person],
      by: ({ accounts }) => [
        {
          kind: 'account',
          system: systemIdOf('b2c-de'),
          objectId: accounts[0]?.objectId.toUpperCase() ?? '',
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by a local sign-in address with quote and plus sign',
      people: [person],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address'],
    },
    {
      title: 'by a federated sign-in',
      people: [
        withUser((unique) => ({
          identities: [{ signInType: 'federated', issuer: 'google.com', issuerAssignedId: unique }],
        })),
      ],
      by: ({ emails }) => [
        {
          kind: 'federated',
          issuer: 'google.com',
          value: /\+(\d+)@/.exec(emails[0] ?? '')?.[1] ?? '',
        },
      ],
      joins: ['id'],
    },
    {
      title: 'not by a user name that equals the federated id: Graph ignores the issuer there',
      people: [
        withUser((unique) => ({
          identities: [{ signInType: 'userName', issuer: domain, issuerAssignedId: unique }],
        })),
      ],
      by: ({ emails }) => [
        {
          kind: 'federated',
          issuer: 'google.com',
          value: /\+(\d+)@/.exec(emails[0] ?? '')?.[1] ?? '',
        },
      ],
      joins: [],
    },
    {
      title: 'by a phone sign-in',
      people: [
        withUser((unique) => ({
          identities: [
            { signInType: 'phoneNumber', issuer: domain, issuerAssignedId: `+4930555${unique}` },
          ],
        })),
      ],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['address'],
    },
    {
      title: 'by the address of a one-time passcode, as External ID keeps it',
      people: [
        withUser((unique) => ({
          identities: [
            {
              signInType: 'federated',
              issuer: 'mail',
              issuerAssignedId: `otp.${unique}@example.org`,
            },
          ],
        })),
      ],
      by: ({ emails }) => [email(`otp.${uniqueIn(emails)}@example.org`)],
      joins: ['address'],
    },
    {
      title: 'by an address in a sign-in name of a type that the tenant made itself',
      people: [
        withUser((unique) => ({
          identities: [
            {
              signInType: 'loyaltyCard',
              issuer: domain,
              issuerAssignedId: `card.${unique}@example.org`,
            },
          ],
        })),
      ],
      by: ({ emails }) => [email(`card.${uniqueIn(emails)}@example.org`)],
      joins: ['address'],
    },
    {
      title: 'by a user name of the tenant',
      people: [
        withUser((unique) => ({
          identities: [{ signInType: 'userName', issuer: domain, issuerAssignedId: `k_${unique}` }],
        })),
      ],
      by: ({ emails }) => [
        {
          kind: 'userName',
          system: systemIdOf('b2c-de'),
          value: `K_${/\+(\d+)@/.exec(emails[0] ?? '')?.[1] ?? ''}`,
        },
      ],
      joins: ['address'],
    },
    ...['otherMails', 'mail'].map((field) => ({
      title: `by an address that a stranger wrote into ${field}: a lead only`,
      people: [
        person,
        (unique: string) => ({
          displayName: 'Sam Stranger',
          emails: [`sam.${unique}@example.net`],
          in: {
            'b2c-de': {
              user: {
                [field]: field === 'mail' ? addressBefore(unique) : [addressBefore(unique)],
              },
            },
          },
        }),
      ],
      by: ({ emails }: InventedPerson) => [email(emails[0])],
      joins: ['address', 'free'] as const,
    })),
    {
      title: 'by object ID in the recycle bin',
      people: [withUser(() => ({}), { state: 'binned' })],
      by: (person) => [account(person)],
      joins: ['id'],
    },
    {
      title: 'by a sign-in address in the recycle bin',
      people: [withUser(() => ({}), { state: 'binned' })],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address'],
    },
    {
      title:
        'by the sign-in address of an account and of its deleted predecessor: a match and a lead',
      people: [
        withUser(() => ({}), { state: 'binned' }),
        (unique) => ({
          displayName: 'Kanarina Again',
          emails: [addressBefore(unique)],
          in: { 'b2c-de': {} },
        }),
      ],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'free'],
    },
    {
      title: 'by object ID where only audit records are left',
      people: [withUser(() => ({}), { state: 'gone', auditEvents: 2 })],
      by: (person) => [account(person)],
      joins: ['id'],
    },
    ...spelledAddresses('b2c-de'),
  ],
  paged: {
    person: withUser(() => ({ city: 'Köln' }), { auditEvents: 2500, actsToo: true }),
    counts: { users: 1, authenticationMethods: 1, auditEvents: 2500, signIns: 0 },
  },
  denied: deniedExtensions(withUser),
  erasing: { method: 'DELETE', path: '^/v1.0/users/' },
  residue: ['auditEvent'],
  residuals: ['audit-records'],
};

export default example;
