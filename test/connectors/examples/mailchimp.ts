import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { contactIdOf } from '../../../local/sandbox/vendors/mailchimp/member-record.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;
const newsletter = 'a1b2c3d4e5';
const offers = 'f6a7b8c9d0';

const person: PersonOrder = (unique) => ({
  displayName: 'Kanarina Vogelsang',
  emails: [`kanarina.vogelsang+${unique}@example.org`],
  in: {
    mailchimp: {
      merge_fields: { FNAME: 'Kanarina', LNAME: 'Vogelsang', B2COID: objectIdOf(unique) },
    },
  },
});

const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });
const uniqueOf = (address: string | undefined) => /\+(\d+)@/.exec(address ?? '')?.[1] ?? '';

const example: ConnectorExample = {
  system: 'mailchimp',
  person,
  by: ({ emails }) => [email(emails[0])],
  beside: [
    { kind: 'userName', system: systemIdOf('b2c-de'), value: 'kanarina' },
    { kind: 'federated', issuer: 'google.com', value: '4711' },
    { kind: 'record', system: systemIdOf('hubspot'), id: '51' },
    { kind: 'phone', value: '+4930555' },
  ],
  nobody: [
    {
      kind: 'account',
      system: systemIdOf('b2c-fr'),
      objectId: '5eed0000-0000-4000-8000-0000deadbeef',
    },
    { kind: 'email', value: 'nobody.at.all@example.invalid' },
    { kind: 'record', system: systemIdOf('mailchimp'), id: 'a1b2c3d4e5/0123456789abcdef' },
  ],
  lookUps: [
    { title: 'the audiences', method: 'GET', path: '/lists\\?' },
    { title: 'the search', method: 'GET', path: '/search-members' },
    { title: 'the connected stores', method: 'GET', path: '/ecommerce/stores\\?' },
    { title: 'customers', method: 'GET', path: '/ecommerce/stores/[^/]+/customers\\?' },
    { title: 'a member', method: 'GET', path: '/lists/[^/]+/members/', byId: true },
  ],
  finds: [
    {
      title: 'by the object ID that the organisation wrote, with an unknown address',
      people: [
        (unique) => ({
          ...person(unique),
          in: {
            mailchimp: {
              email_address: `other.${unique}@example.net`,
              merge_fields: { B2COID: objectIdOf(unique) },
            },
          },
        }),
      ],
      by: ({ emails }) => [
        {
          kind: 'account',
          system: systemIdOf('b2c-us'),
          objectId: objectIdOf(uniqueOf(emails[0])),
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by the record id, alone and with its list',
      people: [person],
      by: ({ records }) => [
        { kind: 'record', system: systemIdOf('mailchimp'), id: records[0]?.id ?? '' },
        {
          kind: 'record',
          system: systemIdOf('mailchimp'),
          id: `${newsletter}/${records[0]?.id ?? ''}`,
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by an address in other capitals, in every list',
      people: [
        (unique) => ({
          ...person(unique),
          in: { mailchimp: [{ list_id: newsletter }, { list_id: offers, status: 'unsubscribed' }] },
        }),
      ],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address', 'address'],
    },
    {
      title: 'by address although the member was archived',
      people: [(unique) => ({ ...person(unique), in: { mailchimp: { status: 'archived' } } })],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address'],
    },
    {
      title: 'by the contact id, alone and with its list',
      people: [person],
      by: ({ emails }) =>
        ['', `${newsletter}/`].map((list) => ({
          kind: 'record',
          system: systemIdOf('mailchimp'),
          id: list + contactIdOf({ email: emails[0] ?? '' }),
        })),
      joins: ['id'],
    },
    {
      title: 'by address the customers of every store, members and others',
      people: [
        (unique) => ({
          ...person(unique),
          in: {
            mailchimp: [
              {},
              { customer: { orders: [20] } },
              { customer: { store_id: 'store_outlet' } },
            ],
          },
        }),
      ],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address', 'address', 'address'],
    },
    ...spelledAddresses('mailchimp'),
  ],
  paged: {
    person: (unique) => ({
      ...person(unique),
      in: {
        mailchimp: {
          notes: Array.from({ length: 2001 }, (_, index) => `note ${String(index)}`),
          tags: ['customer', 'vip'],
          events: ['purchased'],
          goals: ['visited'],
        },
      },
    }),
    counts: { members: 1, notes: 2001, tags: 2, events: 1, goals: 1, activity: 1 },
  },
  denied: {
    person: (values) => (unique) => ({
      ...person(unique),
      in: {
        mailchimp: {
          merge_fields: {
            SSN: values['social-security-number'],
            DRVLICENSE: values['government-id'],
            BANKACCT: values['financial-account'],
            MEDICALID: values['health-id'],
            FACEPRINT: values.biometrics,
            SECANSWER: values['security-answer'],
            PWD: values.password,
          },
        },
      },
    }),
    fields: {
      'social-security-number': 'merge_fields.SSN',
      'government-id': 'merge_fields.DRVLICENSE',
      'financial-account': 'merge_fields.BANKACCT',
      'health-id': 'merge_fields.MEDICALID',
      biometrics: 'merge_fields.FACEPRINT',
      'security-answer': 'merge_fields.SECANSWER',
      password: 'merge_fields.PWD',
    },
  },
  erasing: { method: 'POST', path: '/actions/delete-permanent$' },
  residue: [],
  residuals: ['blocked-address'],
};

export default example;
