import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;
const uniqueOf = (address: string | undefined) => /\+(\d+)@/.exec(address ?? '')?.[1] ?? '';
const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });

const person: PersonOrder = (unique) => ({
  displayName: 'Kanarina Vogelsang',
  emails: [`kanarina.vogelsang+${unique}@example.org`],
  phones: [`+49301${unique}`],
  in: { stripe: { metadata: { b2c_oid: objectIdOf(unique) } } },
});

const having =
  (...customers: readonly object[]): PersonOrder =>
  (unique) => ({ ...person(unique), in: { stripe: customers } });

const example: ConnectorExample = {
  system: 'stripe',
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
    { kind: 'record', system: systemIdOf('stripe'), id: 'cus_0123456789abcd' },
  ],
  lookUps: [
    { title: 'the list by address', method: 'GET', path: '/v1/customers\\?email=' },
    { title: 'the search by address', method: 'GET', path: '/search\\?query=email' },
    { title: 'the search by phone', method: 'GET', path: '/search\\?query=phone' },
    { title: 'the search by object ID', method: 'GET', path: '/search\\?query=metadata' },
    { title: 'a customer', method: 'GET', path: '/v1/customers/cus_' },
  ],
  finds: [
    {
      title: 'by the object ID in the metadata, with an unknown address',
      people: [
        (unique) => ({
          ...person(unique),
          in: {
            stripe: {
              email: `other.${unique}@example.net`,
              metadata: { b2c_oid: objectIdOf(unique) },
            },
          },
        }),
      ],
      by: ({ emails }) => [
        {
          kind: 'account',
          system: systemIdOf('b2c-us'),
          objectId: objectIdOf(uniqueOf(emails[0])).toUpperCase(),
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by the customer id',
      people: [person],
      by: ({ records }) => [
        { kind: 'record', system: systemIdOf('stripe'), id: records[0]?.id ?? '' },
      ],
      joins: ['id'],
    },
    {
      title: 'by an address in other capitals, which only the search finds',
      people: [person],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address'],
    },
    {
      title: 'by address every customer who has it',
      people: [having({}, { name: 'K. Vogelsang' })],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'address'],
    },
    {
      title: 'by address the customer, and beside it the payments',
      people: [having({ charges: [{}], invoices: [{ status: 'paid' }] })],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'address'],
    },
    {
      title: 'a lead by phone',
      people: [person],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['free'],
    },
    ...spelledAddresses('stripe'),
  ],
  paged: {
    person: having({
      cards: Array.from({ length: 101 }, (_, index) => String(1000 + index)),
      taxIds: ['DE123456789'],
      subscriptions: [{ status: 'canceled' }],
    }),
    counts: { customers: 1, payment_methods: 101, tax_ids: 1, subscriptions: 1 },
  },
  denied: {
    person: (values) =>
      having({
        metadata: {
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
      'social-security-number': 'metadata.ssn',
      'government-id': 'metadata.drivers_license',
      'financial-account': 'metadata.bank_account',
      'health-id': 'metadata.medical_id',
      biometrics: 'metadata.face_print',
      'security-answer': 'metadata.secret_answer',
      password: 'metadata.password',
    },
  },
  erasing: { method: 'DELETE', path: '^/v1/customers/cus_' },
  residue: [],
  residuals: [],
};

export default example;
