import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const loyalty = systemIdOf('loyalty');
const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;

const member =
  (more: object = {}): PersonOrder =>
  (unique) => ({
    displayName: 'Kanarina Vogelsang',
    emails: [`kanarina.vogelsang+${unique}@example.org`],
    phones: [`+4930555${unique}`],
    in: {
      loyalty: {
        first: 'Kanarina',
        last: 'Vogelsang',
        account: objectIdOf(unique),
        points: 2,
        ...more,
      },
    },
  });

const person = member();
const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });
const uniqueIn = (address: string | undefined) => /\+(\d+)@/.exec(address ?? '')?.[1] ?? '';

const example: ConnectorExample = {
  system: 'loyalty',
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
    { kind: 'record', system: loyalty, id: '999999999' },
  ],
  lookUps: [
    { title: 'members by account', method: 'GET', path: '/members/by-account/', byId: true },
    { title: 'one member', method: 'GET', path: '/members/9+$', byId: true },
    { title: 'members by address', method: 'GET', path: '/members\\?email=' },
    { title: 'members by phone', method: 'GET', path: '/members\\?phone=' },
  ],
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
      by: ({ records }) => [{ kind: 'record', system: loyalty, id: records[0]?.id ?? '' }],
      joins: ['id'],
    },
    {
      title: 'by the address in other capitals',
      people: [person],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address'],
    },
    {
      title: 'by the phone number that three members share, on two pages',
      people: [
        person,
        ...[1, 2].map((after): PersonOrder => (unique) => ({
          displayName: 'Someone Else',
          emails: [`someone.${unique}@example.net`],
          in: { loyalty: { phone: `+4930555${String(Number(unique) - after)}` } },
        })),
      ],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['address', 'address', 'address'],
    },
    {
      title: 'by an address in a free field: a lead only',
      people: [
        person,
        (unique) => ({
          displayName: 'Someone Else',
          emails: [`someone.${unique}@example.net`],
          in: {
            loyalty: {
              remarkMails: [`kanarina.vogelsang+${String(Number(unique) - 1)}@example.org`],
            },
          },
        }),
      ],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'free'],
    },
    ...spelledAddresses('loyalty'),
  ],
  paged: { person: member({ points: 250 }), counts: { member: 1, points: 250 } },
  denied: {
    person: (values) =>
      member({
        profile: {
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
      'social-security-number': 'profile.ssn',
      'government-id': 'profile.passport_number',
      'financial-account': 'profile.iban',
      'health-id': 'profile.health_insurance_id',
      biometrics: 'profile.voiceprint',
      'security-answer': 'profile.security_answer',
      password: 'profile.portal_password',
    },
  },
  erasing: { method: 'DELETE', path: '/members/[^/]+$' },
  residue: [],
  residuals: [],
};

export default example;
