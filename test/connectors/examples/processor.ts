import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const orders = systemIdOf('orders');
const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;

const customer =
  (more: object = {}): PersonOrder =>
  (unique) => ({
    displayName: 'Kanarina Vogelsang',
    emails: [`kanarina.vogelsang+${unique}@example.org`],
    phones: [`+4930555${unique}`],
    in: {
      orders: {
        given: 'Kanarina',
        surname: 'Vogelsang',
        objectId: objectIdOf(unique),
        orders: 2,
        ...more,
      },
    },
  });

const person = customer();
const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });
const uniqueIn = (address: string | undefined) => /\+(\d+)@/.exec(address ?? '')?.[1] ?? '';

const example: ConnectorExample = {
  system: 'orders',
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
    email('nobody.at.all@example.invalid'),
    { kind: 'phone', value: '+4930000000' },
    { kind: 'record', system: orders, id: '999999999' },
  ],
  lookUps: [{ title: 'the search', method: 'POST', path: '/find$' }],
  finds: [
    {
      title: 'by the object ID that the organisation wrote, from any tenant',
      people: [person],
      by: ({ emails }) => [
        {
          kind: 'account',
          system: systemIdOf('b2c-fr'),
          objectId: objectIdOf(uniqueIn(emails[0])).toUpperCase(),
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by the id of the record',
      people: [person],
      by: ({ records }) => [{ kind: 'record', system: orders, id: records[0]?.id ?? '' }],
      joins: ['id'],
    },
    {
      title: 'by the address in other capitals',
      people: [person],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address'],
    },
    {
      title: 'by the phone number',
      people: [person],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['address'],
    },
    {
      title: 'by an address in a free field: a lead only',
      people: [
        person,
        (unique) => ({
          displayName: 'Someone Else',
          emails: [`someone.${unique}@example.net`],
          in: {
            orders: {
              otherEmails: [`kanarina.vogelsang+${String(Number(unique) - 1)}@example.org`],
            },
          },
        }),
      ],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'free'],
    },
    ...spelledAddresses('orders'),
  ],
  paged: { person: customer({ orders: 250 }), counts: { profile: 1, order: 250 } },
  exporting: { method: 'POST', path: '/export$' },
  denied: {
    person: (values) =>
      customer({
        more: {
          ssn: values['social-security-number'],
          passport_number: values['government-id'],
          iban: values['financial-account'],
          health_insurance_id: values['health-id'],
          voiceprint: values.biometrics,
          security_answer: values['security-answer'],
          portal_password: values.password,
        },
      }),
    fields: {
      'social-security-number': 'more.ssn',
      'government-id': 'more.passport_number',
      'financial-account': 'more.iban',
      'health-id': 'more.health_insurance_id',
      biometrics: 'more.voiceprint',
      'security-answer': 'more.security_answer',
      password: 'more.portal_password',
    },
  },
  erasing: { method: 'POST', path: '/erase$' },
  residue: [],
  residuals: [],
};

export default example;
