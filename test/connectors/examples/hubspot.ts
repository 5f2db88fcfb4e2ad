import { systemIdOf } from '../../../src/domain/system.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import type { ConnectorExample, PersonOrder } from '../connector-example.ts';
import { spelledAddresses } from '../spelled-addresses.ts';

const objectIdOf = (unique: string) => `5eed0000-0000-4000-8000-${unique.padStart(12, '0')}`;

const person: PersonOrder = (unique) => ({
  displayName: 'Kanarina Vogelsang',
  emails: [`kanarina.vogelsang+${unique}@example.org`],
  phones: [`+4930555${unique}`],
  in: {
    hubspot: {
      properties: {
        firstname: 'Kanarina',
        lastname: 'Vogelsang',
        b2c_object_id: objectIdOf(unique),
        phone: `+4930555${unique}`,
      },
    },
  },
});

const email = (value: string | undefined): Identifier => ({ kind: 'email', value: value ?? '' });

const example: ConnectorExample = {
  system: 'hubspot',
  person,
  by: ({ emails }) => [email(emails[0])],
  beside: [
    { kind: 'userName', system: systemIdOf('b2c-de'), value: 'kanarina' },
    { kind: 'federated', issuer: 'google.com', value: '4711' },
    { kind: 'record', system: systemIdOf('mailchimp'), id: '51' },
  ],
  nobody: [
    {
      kind: 'account',
      system: systemIdOf('b2c-fr'),
      objectId: '5eed0000-0000-4000-8000-0000deadbeef',
    },
    email('nobody.at.all@example.invalid'),
    { kind: 'phone', value: '+4930000000' },
    { kind: 'record', system: systemIdOf('hubspot'), id: '999999999' },
  ],
  lookUps: [
    { title: 'live contacts', method: 'POST', path: '/contacts/batch/read$' },
    { title: 'archived contacts', method: 'POST', path: '/contacts/batch/read\\?archived=true' },
    { title: 'the search', method: 'POST', path: '/contacts/search$' },
    {
      title: 'the search by a property whose values are not unique',
      method: 'POST',
      path: '/contacts/search$',
      settings: { objectIdProperty: 'mobilephone' },
    },
    {
      title: 'whether the values of a property are unique',
      method: 'GET',
      path: '/properties/[^/]+/contacts/mobilephone$',
      settings: { objectIdProperty: 'mobilephone' },
    },
  ],
  finds: [
    {
      title: 'by the object ID that the organisation wrote, from any tenant',
      people: [
        (unique) => ({
          ...person(unique),
          in: {
            hubspot: {
              properties: {
                b2c_object_id: objectIdOf(unique),
                email: `other.${unique}@example.net`,
              },
            },
          },
        }),
      ],
      by: ({ emails }) => [
        {
          kind: 'account',
          system: systemIdOf('b2c-fr'),
          objectId: objectIdOf(/\+(\d+)@/.exec(emails[0] ?? '')?.[1] ?? '').toUpperCase(),
        },
      ],
      joins: ['id'],
    },
    {
      title: 'by the contact id',
      people: [person],
      by: ({ records }) => [
        { kind: 'record', system: systemIdOf('hubspot'), id: records[0]?.id ?? '' },
      ],
      joins: ['id'],
    },
    {
      title: 'by the primary address in other capitals',
      people: [person],
      by: ({ emails }) => [email(emails[0]?.toUpperCase())],
      joins: ['address'],
    },
    {
      title: 'by a secondary address, which is a free field: a lead only',
      people: [
        person,
        (unique) => ({
          displayName: 'Someone Else',
          emails: [`someone.${unique}@example.net`],
          in: {
            hubspot: {
              properties: {
                hs_additional_emails: `kanarina.vogelsang+${String(Number(unique) - 1)}@example.org`,
              },
            },
          },
        }),
      ],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address', 'free'],
    },
    {
      title: 'by the phone number two contacts share: leads only',
      people: [
        person,
        (unique) => ({
          displayName: 'Someone Else',
          emails: [`someone.${unique}@example.net`],
          in: { hubspot: { properties: { mobilephone: `+4930555${String(Number(unique) - 1)}` } } },
        }),
      ],
      by: ({ phones }) => [{ kind: 'phone', value: phones[0] ?? '' }],
      joins: ['free', 'free'],
    },
    {
      title: 'by address although the contact was archived: it keeps its data for 90 days',
      people: [
        (unique) => ({
          ...person(unique),
          in: { hubspot: { properties: { firstname: 'Kanarina' }, state: 'binned' } },
        }),
      ],
      by: ({ emails }) => [email(emails[0])],
      joins: ['address'],
    },
    {
      title: 'by the id of a contact that was merged into it',
      people: [
        (unique) => ({
          ...person(unique),
          in: { hubspot: { properties: { firstname: 'Kanarina' }, merged: 1 } },
        }),
      ],
      by: ({ records }) => [
        {
          kind: 'record',
          system: systemIdOf('hubspot'),
          id: String(Number(records[0]?.id ?? '') - 1),
        },
      ],
      joins: ['id'],
    },
    ...spelledAddresses('hubspot'),
  ],
  paged: {
    person: (unique) => ({
      ...person(unique),
      in: {
        hubspot: {
          properties: { firstname: 'Kanarina' },
          deals: Array.from({ length: 30 }, (_, index) => String(9000 + index)),
          objects: {
            notes: Array.from({ length: 630 }, (_, index) => ({ hs_note_body: String(index) })),
            tickets: [{ subject: 'Where is my parcel?' }],
          },
        },
      },
    }),
    counts: { contacts: 1, associations: 661, notes: 630, tickets: 1 },
  },
  denied: {
    person: (values) => (unique) => ({
      ...person(unique),
      in: {
        hubspot: {
          properties: {
            ssn: values['social-security-number'],
            passport_number: values['government-id'],
            iban: values['financial-account'],
            health_insurance_id: values['health-id'],
            voiceprint: values.biometrics,
            security_answer: values['security-answer'],
            portal_password: values.password,
          },
        },
      },
    }),
    fields: {
      'social-security-number': 'properties.ssn',
      'government-id': 'properties.passport_number',
      'financial-account': 'properties.iban',
      'health-id': 'properties.health_insurance_id',
      biometrics: 'properties.voiceprint',
      'security-answer': 'properties.security_answer',
      password: 'properties.portal_password',
    },
  },
  erasing: { method: 'POST', path: '/gdpr-delete$' },
  residue: [],
  residuals: ['purge', 'blocked-address', 'unlinked-records'],
};

export default example;
