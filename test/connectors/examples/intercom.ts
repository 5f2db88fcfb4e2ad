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
    phones: [`+49303${unique}`],
    in: { intercom: { external_id: objectIdOf(unique), ...held } },
  });

const person = having({});

const account = (address: string | undefined): Identifier => ({
  kind: 'account',
  system: systemIdOf('b2c-us'),
  objectId: objectIdOf(uniqueOf(address)),
});

const example: ConnectorExample = {
  system: 'intercom',
  graceDays: 7,
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
    { kind: 'record', system: systemIdOf('intercom'), id: '0123456789abcdef01234567' },
  ],
  lookUps: [
    { title: 'the search', method: 'POST', path: '/contacts/search$' },
    {
      title: 'the look-up of a user by external id',
      method: 'GET',
      path: '/contacts/find_by_external_id/',
      byId: true,
    },
    { title: 'a contact', method: 'GET', path: '/contacts/[0-9a-f]{24}$', byId: true },
  ],
  finds: [
    {
      title: 'by the external id, with an unknown address',
      people: [(unique) => having({ email: `other.${unique}@example.net` })(unique)],
      by: ({ emails }) => [account(emails[0])],
      joins: ['id'],
    },
    {
      title: 'a lead of Intercom by the external id, which only the search finds',
      people: [having({ role: 'lead' })],
      by: ({ emails }) => [account(emails[0])],
      joins: ['id'],
    },
    {
      title: 'by the contact id',
      people: [person],
      by: ({ records }) => [
        { kind: 'record', system: systemIdOf('intercom'), id: records[0]?.id ?? '' },
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
      title: 'a lead by phone',
      people: [person],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['free'],
    },
    ...spelledAddresses('intercom'),
  ],
  paged: {
    person: having({
      notes: Array.from({ length: 51 }, (_, index) => `note ${String(index)}`),
      tags: ['customer', 'vip'],
      conversations: [
        { subject: 'Returns', body: 'How?' },
        { subject: 'Delivery', body: 'When?' },
      ],
    }),
    counts: {
      contacts: 1,
      notes: 51,
      tags: 2,
      companies: 0,
      segments: 0,
      subscriptions: 0,
      conversations: 2,
    },
  },
  denied: {
    person: (values) =>
      having({
        custom_attributes: {
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
      'social-security-number': 'custom_attributes.ssn',
      'government-id': 'custom_attributes.drivers_license',
      'financial-account': 'custom_attributes.bank_account',
      'health-id': 'custom_attributes.medical_id',
      biometrics: 'custom_attributes.face_print',
      'security-answer': 'custom_attributes.secret_answer',
      password: 'custom_attributes.password',
    },
  },
  erasing: { method: 'DELETE', path: '^/contacts/[0-9a-f]{24}$' },
  residue: ['recoverableContact'],
  residuals: ['purge'],
};

export default example;
