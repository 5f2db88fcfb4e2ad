import { portableKinds } from '../../domain/portable-record.ts';

/** The JSON Schema of one line of `portability/records-….jsonl`. */
export const portableSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:habeas:schema:portable-record:1',
  title: 'A portable record about a person',
  type: 'object',
  required: ['kind', 'origin', 'system', 'source', 'data'],
  additionalProperties: false,
  properties: {
    kind: { enum: portableKinds },
    origin: {
      enum: ['provided', 'observed'],
      description: 'provided by the person, or observed from their use of the service',
    },
    system: { type: 'string', description: 'the id of the system that held the record' },
    source: { type: 'string', description: 'the part of the export of that system' },
    at: { type: 'string', format: 'date-time' },
    data: {
      type: 'object',
      description:
        'the fields below have the same meaning in every record; others are as the system names them',
      properties: {
        givenName: { type: 'string' },
        familyName: { type: 'string' },
        displayName: { type: 'string' },
        emails: { type: 'array', items: { type: 'string' } },
        phones: { type: 'array', items: { type: 'string' } },
        birthDate: { type: 'string' },
        language: { type: 'string' },
        organization: { type: 'string' },
        jobTitle: { type: 'string' },
        street: { type: 'string' },
        locality: { type: 'string' },
        region: { type: 'string' },
        postalCode: { type: 'string' },
        country: { type: 'string' },
        provider: { type: 'string' },
        identifier: { type: 'string' },
        purpose: { type: 'string' },
        given: { type: 'boolean' },
        activity: { type: 'string' },
        application: { type: 'string' },
        ipAddress: { type: 'string' },
        channel: { type: 'string' },
        subject: { type: 'string' },
        text: { type: 'string' },
      },
    },
  },
} as const;
