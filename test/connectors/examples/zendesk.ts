import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;
const uniqueOf = (address: string | undefined) => /\+(\d+)@/.exec(address ?? '')?.[1] ?? '';
const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });

const having =
  (held: object): PersonOrder =>
  (unique) => ({
    displayName: 'Kanarina Vogelsang',
    emails: [`kanarina.vogelsang+${unique}@example.org`],
    phones: [`+49302${unique}`],
    in: { zendesk: { external_id: objectIdOf(unique), ...held } },
  });

const person = having({});

const account = (address: string | undefined): Identifier => ({
  kind: 'account',
  system: systemIdOf('b2c-us'),
  objectId: objectIdOf(uniqueOf(address)).toUpperCase(),
});

const example: ConnectorExample = {
  system: 'zendesk',
  person,
  by: ({ emails }) => [email(emails[0])],
  beside: [
    { kind: 'userName', system: systemIdOf('b2c-de'), value: 'kanarina' },
    { kind: 'federated', issuer: 'google.com', value: '4711' },
    { kind: 'record', system: systemIdOf('hubspot'), id: '51' },
  ],
  nobody: [
    {
      kind: 'account',
      system: systemIdOf('b2c-fr'),
      objectId: '5eed0000-0000-4000-8000-0000deadbeef',
    },
    { kind: 'email', value: 'nobody.at.all@example.invalid' },
    { kind: 'phone', value: '+4930000000' },
    { kind: 'record', system: systemIdOf('zendesk'), id: '999000111' },
  ],
  lookUps: [
    { title: 'the search by address', method: 'GET', path: '/search\\?query=email' },
    { title: 'the search by phone', method: 'GET', path: '/search\\?query=phone' },
    { title: 'the search by object ID', method: 'GET', path: '/search\\?external_id' },
    { title: 'the list of deleted users', method: 'GET', path: '/deleted_users\\?' },
    { title: 'a user', method: 'GET', path: '/users/\\d+$', byId: true },
  ],
  finds: [
    {
      title: 'by the external id, in other capitals and with an unknown address',
      people: [(unique) => having({ email: `other.${unique}@example.net` })(unique)],
      by: ({ emails }) => [account(emails[0])],
      joins: ['id'],
    },
    {
      title: 'by the user id',
      people: [person],
      by: ({ records }) => [
        { kind: 'record', system: systemIdOf('zendesk'), id: records[0]?.id ?? '' },
      ],
      joins: ['id'],
    },
    {
      title: 'by an address in other capitals',
      people: [person],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address'],
    },
    {
      title: 'by address a user who is suspended',
      people: [having({ suspended: true })],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address'],
    },
    {
      title: 'by address and object ID a user who was deleted, but not permanently',
      people: [having({ state: 'binned' })],
      by: ({ emails }) => [email(emails[0]), account(emails[0])],
      joins: ['id'],
    },
    {
      title: 'a lead by phone',
      people: [person],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['free'],
    },
    ...spelledAddresses('zendesk'),
  ],
  paged: {
    person: having({ tickets: Array.from({ length: 101 }, () => ({})) }),
    counts: { users: 1, identities: 2, tickets: 101, comments: 101 },
  },
  denied: {
    person: (values) =>
      having({
        user_fields: {
          ssn: values['social-security-number'],
          drivers_license: values['government-id'],
          bank_account: values['financial-account'],
          medical_id: values['health-id'],
          face_print: values.biometrics,
          secret_answer: values['security-answer'],
          password: values.password,
        },
      }),
    fields: {
      'social-security-number': 'user_fields.ssn',
      'government-id': 'user_fields.drivers_license',
      'financial-account': 'user_fields.bank_account',
      'health-id': 'user_fields.medical_id',
      biometrics: 'user_fields.face_print',
      'security-answer': 'user_fields.secret_answer',
      password: 'user_fields.password',
    },
  },
  erasing: { method: 'DELETE', path: '^/api/v2/deleted_users/\\d+$' },
  residue: [],
  residuals: ['unlinked-records'],
};

export default example;
