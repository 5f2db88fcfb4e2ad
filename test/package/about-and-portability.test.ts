import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { missingTopics } from '../../src/domain/about-system.ts';
import { examplePackage, exportedSystem, textOf } from '../support/example-package.ts';
import { systemLine } from '../support/requests.ts';

test('the package holds the operator’s texts about each system, in the language of the person, and names missing texts', async () => {
  const systems = [
    exportedSystem('crm'),
    systemLine('mail', { verdict: 'absent', title: 'The mail' }),
  ];
  const written = { purposes: { en: 'to sell', de: 'um zu verkaufen' }, source: 'von Ihnen' };
  const files = await examplePackage(
    { crm: [{ part: 'contact', item: { id: '1' } }] },
    {
      systems,
      language: 'de',
      about: {
        controller: { name: 'Nordlicht', contact: 'dpo@nordlicht.example' },
        of: ({ id }) => (id === 'crm' ? written : undefined),
      },
    },
  );

  const page = textOf(files, 'index.html')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
  expect(page).toContain('Verantwortlich Nordlicht Kontakt dpo@nordlicht.example');
  expect(page).toContain('Zwecke um zu verkaufen Kategorien von Daten nicht angegeben');
  expect(page).toContain('Herkunft von Ihnen');
  expect(JSON.parse(textOf(files, 'about/crm.json'))).toMatchObject({
    schema: 'urn:habeas:schema:about',
    purposes: written.purposes,
    recipients: null,
  });
  expect(JSON.parse(textOf(files, 'about/mail.json'))).toMatchObject({ purposes: null });
  expect(missingTopics(written)).toEqual([
    ...['categories', 'recipients', 'storagePeriod', 'automatedDecisions', 'transfers'],
  ]);
});

test('provided and observed data is portable, in one form; texts of others are not', async () => {
  const files = await examplePackage(
    {
      'b2c-de': [
        {
          part: 'user',
          item: {
            id: 'oid',
            createdDateTime: '2025-01-02T03:04:05Z',
            givenName: 'Ada',
            mail: 'ada@example.org',
            otherMails: ['ada@example.org', 'ada@example.net'],
            identities: [
              { signInType: 'federated', issuer: 'google.com', issuerAssignedId: '1234' },
            ],
          },
        },
        { part: 'attributes', item: { attribute: 'city' } },
        {
          part: 'auditEvents',
          item: {
            activityDisplayName: 'Exchange token',
            activityDateTime: '2026-02-01T00:00:00Z',
            additionalDetails: [{ key: 'ClientIpAddress', value: '203.0.113.9' }],
          },
        },
        {
          part: 'auditEvents',
          item: {
            activityDisplayName: 'Update user',
            initiatedBy: { user: { redacted: 'another person' } },
          },
        },
      ],
      news: [
        {
          part: 'member',
          item: { email_address: 'ada@example.org', status: 'subscribed', member_rating: 5 },
        },
        { part: 'notes', item: { note: 'difficult customer' } },
      ],
    },
    { systems: [exportedSystem('b2c-de', 'azure-ad-b2c'), exportedSystem('news', 'mailchimp')] },
  );

  const lines = textOf(files, 'portability/records-001.jsonl').trimEnd().split('\n');
  const records = lines.map((line) => JSON.parse(line) as { kind: string });
  expect(records).toMatchObject([
    {
      ...{ kind: 'profile', origin: 'provided', system: 'b2c-de', source: 'user' },
      data: { givenName: 'Ada', emails: ['ada@example.org', 'ada@example.net'] },
    },
    { kind: 'identity', data: { type: 'federated', provider: 'google.com', identifier: '1234' } },
    {
      ...{ kind: 'event', origin: 'observed', at: '2026-02-01T00:00:00.000Z' },
      data: { activity: 'Exchange token', ipAddress: '203.0.113.9' },
    },
    { kind: 'profile', system: 'news', data: { emails: ['ada@example.org'] } },
    { kind: 'consent', data: { purpose: 'newsletter', given: true } },
  ]);
  expect(records).toHaveLength(5);
  expect(lines.join()).not.toMatch(/difficult|rating/);

  const ajv = addFormats(new Ajv2020({ strict: true, allowUnionTypes: true }));
  const fits = ajv.compile(JSON.parse(textOf(files, 'portability/schema.json')) as object);
  for (const record of records) expect([fits(record), fits.errors]).toEqual([true, null]);
  expect(fits({ ...records[0], kind: 'rating' })).toBe(false);
  expect(JSON.parse(textOf(files, 'portability/index.json'))).toMatchObject({
    files: [{ path: 'records-001.jsonl', records: 5 }],
  });
});
