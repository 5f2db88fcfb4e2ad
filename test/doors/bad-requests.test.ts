import { HttpRequest } from '@azure/functions';
import { requestsRoute } from '../../src/doors/http/requests-route.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
  type Sent,
} from '../support/memory-intake.ts';

const objectId = '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11';
const account = { tenant: 'b2c-de', objectId };
const body = { type: 'erasure', subject: { accounts: [account] } };

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

function post(sent: Omit<Sent, 'method'>): Promise<Answer> {
  return call(requestsRoute(intake), intake, { method: 'POST', body, ...sent });
}

interface Case {
  readonly what: string;
  readonly sent: Omit<Sent, 'method'>;
  readonly status: number;
  readonly code: string;
  /** JSON pointer of the first error. */
  readonly pointer: string | null;
}

function refused(
  status: number,
  code: string,
  what: string,
  sent: Omit<Sent, 'method'>,
  pointer: string | null = null,
): Case {
  return { what, sent, status, code, pointer };
}

function wrong(what: string, sent: Omit<Sent, 'method'>, pointer: string | null = null): Case {
  return refused(400, 'invalid-request', what, sent, pointer);
}

describe('a bad request', () => {
  const secret = 'Zaphod7Beeblebrox';
  const subject = (fields: object) => ({ body: { type: 'erasure', subject: fields } });
  const manyEmails = Array.from({ length: 51 }, (_, index) => `a${String(index)}@example.org`);
  const cases: readonly Case[] = [
    refused(400, 'invalid-json', 'a body that is not JSON', { body: `{"type": ${secret}` }),
    refused(400, 'invalid-json', 'an empty body', { body: '' }),
    wrong('a list', { body: [secret] }, '#'),
    wrong('null', { body: 'null' }, '#'),
    wrong('a text', { body: JSON.stringify(secret) }, '#'),
    wrong('no type', { body: { subject: body.subject } }, '#/type'),
    wrong('an unknown type', { body: { ...body, type: secret } }, '#/type'),
    wrong('no subject', { body: { type: 'erasure' } }, '#/subject'),
    wrong(
      'a subject of the wrong type',
      { body: { type: 'erasure', subject: [secret] } },
      '#/subject',
    ),
    wrong('an unknown field', { body: { ...body, [secret]: 1 } }, '#'),
    wrong(
      'an unknown field of the subject',
      subject({ emails: ['a@b.de'], [secret]: 1 }),
      '#/subject',
    ),
    wrong(
      'an unknown field of an account',
      subject({ accounts: [{ ...account, [secret]: 1 }] }),
      '#/subject/accounts/0',
    ),
    wrong(
      'a field called __proto__',
      { body: '{"type":"erasure","subject":{"emails":["a@b.de"]},"__proto__":{"x":1}}' },
      '#',
    ),
    refused(400, 'empty-subject', 'an empty subject', subject({})),
    refused(400, 'empty-subject', 'empty lists', subject({ emails: [], accounts: [] })),
    wrong('51 identifiers', subject({ emails: manyEmails }), '#/subject'),
    wrong(
      'a malformed object ID',
      subject({ accounts: [{ tenant: 'b2c-de', objectId: secret }] }),
      '#/subject/accounts/0/objectId',
    ),
    wrong(
      'an object ID that is a number',
      subject({ accounts: [{ tenant: 'b2c-de', objectId: 7 }] }),
      '#/subject/accounts/0/objectId',
    ),
    refused(
      400,
      'unknown-system',
      'an unknown tenant',
      subject({ accounts: [account, { tenant: secret, objectId }] }),
      '#/subject/accounts/1/tenant',
    ),
    refused(
      400,
      'unknown-system',
      'a downstream system as tenant',
      subject({ accounts: [{ tenant: 'hubspot', objectId }] }),
      '#/subject/accounts/0/tenant',
    ),
    refused(
      400,
      'unknown-system',
      'an unknown issuer',
      subject({
        identities: [{ signInType: 'userName', issuer: secret, issuerAssignedId: 'x' }],
      }),
      '#/subject/identities/0/issuer',
    ),
    refused(
      400,
      'unknown-system',
      'an unknown system',
      subject({ externalIds: [{ system: secret, id: '1' }] }),
      '#/subject/externalIds/0/system',
    ),
    wrong(
      'an id that a tenant cannot hold',
      subject({ externalIds: [{ system: 'b2c-de', id: secret }] }),
      '#/subject/externalIds/0/id',
    ),
    wrong(
      'an id that a downstream system cannot hold',
      subject({
        externalIds: [
          { system: 'hubspot', id: '51' },
          { system: 'hubspot', id: secret },
        ],
      }),
      '#/subject/externalIds/1/id',
    ),
    wrong(
      'an invalid sign-in type',
      subject({ identities: [{ signInType: `a ${secret}`, issuerAssignedId: 'x' }] }),
      '#/subject/identities/0/signInType',
    ),
    wrong(
      'a name of a custom sign-in type without issuer',
      subject({ identities: [{ signInType: 'customerId', issuerAssignedId: 'x' }] }),
      '#/subject/identities/0/issuer',
    ),
    wrong(
      'an invalid address with a sign-in type that only begins with emailAddress',
      subject({ identities: [{ signInType: 'emailAddressWork', issuerAssignedId: secret }] }),
      '#/subject/identities/0/issuerAssignedId',
    ),
    wrong(
      'an address with a Kelvin sign',
      subject({ emails: ['a@b.de', `\u212aate.${secret}@example.org`] }),
      '#/subject/emails/1',
    ),
    wrong(
      'an address with a Kelvin sign in its domain',
      subject({ emails: [`${secret}@\u212aiel.example`] }),
      '#/subject/emails/0',
    ),
    wrong(
      'a sign-in address with a Greek question mark',
      subject({
        identities: [{ signInType: 'emailAddress', issuerAssignedId: `a\u037e${secret}@b.de` }],
      }),
      '#/subject/identities/0/issuerAssignedId',
    ),
    wrong(
      'a lone surrogate in an address',
      { body: `{"type":"erasure","subject":{"emails":["${secret}\\ud800@b.de"]}}` },
      '#/subject/emails/0',
    ),
    wrong(
      'a lone surrogate in an id',
      {
        body: `{"type":"erasure","subject":{"externalIds":[{"system":"hubspot","id":"\\udc00"}]}}`,
      },
      '#/subject/externalIds/0/id',
    ),
    ...['\u0000', '\n', '\u007f', '\u0085'].map((control) =>
      wrong(
        `a control character in a user name: ${JSON.stringify(control)}`,
        subject({
          identities: [
            { signInType: 'userName', issuer: 'b2c-de', issuerAssignedId: `a${control}${secret}` },
          ],
        }),
        '#/subject/identities/0/issuerAssignedId',
      ),
    ),
    wrong(
      'a control character in an address',
      subject({ emails: [`ada\u0007${secret}@example.org`] }),
      '#/subject/emails/0',
    ),
    wrong(
      'a control character in the name of a tenant',
      subject({ accounts: [{ tenant: `b2c\u0000${secret}`, objectId }] }),
      '#/subject/accounts/0/tenant',
    ),
    wrong(
      'an id of blanks only',
      subject({ externalIds: [{ system: 'hubspot', id: ' \u00a0 ' }] }),
      '#/subject/externalIds/0/id',
    ),
    wrong(
      'a user name without issuer',
      subject({ identities: [{ signInType: 'userName', issuerAssignedId: 'x' }] }),
      '#/subject/identities/0/issuer',
    ),
    wrong(
      'a federated identity without issuer',
      subject({ identities: [{ signInType: 'federated', issuerAssignedId: 'x' }] }),
      '#/subject/identities/0/issuer',
    ),
    wrong('an e-mail without @', subject({ emails: [secret] }), '#/subject/emails/0'),
    wrong(
      'a phone that is not E.164',
      subject({ phones: [`030 ${secret}`] }),
      '#/subject/phones/0',
    ),
    wrong('an unknown regulation', { body: { ...body, regulation: secret } }, '#/regulation'),
    wrong(
      'an invalid language tag',
      { body: { ...body, language: 'not a language' } },
      '#/language',
    ),
    wrong(
      'a reference with blanks',
      { body: { ...body, reference: `a ${secret}` } },
      '#/reference',
    ),
    wrong(
      'a reference of 65 characters',
      { body: { ...body, reference: 'x'.repeat(65) } },
      '#/reference',
    ),
    wrong(
      'a callback that is not a URL',
      { body: { ...body, callbackUrl: secret } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback over http',
      { body: { ...body, callbackUrl: `http://${secret}.example.org/` } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback to a private address',
      { body: { ...body, callbackUrl: 'https://10.0.0.1/' } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback to a private IPv6 address',
      { body: { ...body, callbackUrl: 'https://[::1]/' } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback to an IPv4-mapped IPv6 address',
      { body: { ...body, callbackUrl: 'https://[::ffff:127.0.0.1]/' } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback to the metadata service',
      { body: { ...body, callbackUrl: 'https://169.254.169.254/' } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback to localhost',
      { body: { ...body, callbackUrl: 'https://localhost/' } },
      '#/callbackUrl',
    ),
    wrong(
      'a callback with a password',
      { body: { ...body, callbackUrl: 'https://a:b@example.org/' } },
      '#/callbackUrl',
    ),
    refused(413, 'too-large', '2 MB', { body: JSON.stringify({ x: 'a'.repeat(2_000_000) }) }),
    refused(413, 'too-large', 'one byte over 256 KiB', { body: 'a'.repeat(256 * 1024 + 1) }),
    refused(400, 'invalid-json', '256 KiB that are not JSON', { body: 'a'.repeat(256 * 1024) }),
    refused(415, 'unsupported-media-type', 'another content type', {
      headers: { 'content-type': 'text/plain' },
    }),
    refused(415, 'unsupported-media-type', 'another character set', {
      headers: { 'content-type': 'application/json; charset=utf-16' },
    }),
    refused(415, 'unsupported-media-type', 'compressed JSON', {
      headers: { 'content-encoding': 'gzip' },
    }),
    wrong('an empty idempotency key', { headers: { 'idempotency-key': '' } }),
    wrong('an idempotency key of 256 characters', {
      headers: { 'idempotency-key': 'k'.repeat(256) },
    }),
    wrong('an idempotency key with one quote', { headers: { 'idempotency-key': '"k' } }),
  ];

  test.each(cases)('$what', async ({ sent, status, code, pointer }) => {
    const answer = await post(sent);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toBe('application/problem+json');
    const problem = answer.json();
    expect(problem).toMatchObject({ type: `urn:habeas:problem:${code}`, status, code });
    if (pointer !== null) expect(problem.errors[0]?.pointer).toBe(pointer);
    // These are words from zod's own messages.
    expect(answer.text).not.toMatch(/invalid input|expected|too (?:big|small)|unrecognized/i);
    expect(answer.text).not.toContain(secret);
    expect(intake.log.lines.join('\n')).not.toContain(secret);
    expect(intake.register.requests()).toEqual([]);
    expect(intake.sealed.names()).toEqual([]);
    expect(intake.flows.started.size).toBe(0);
  });

  test('with bytes that are not UTF-8 is refused', async () => {
    const request = new HttpRequest({
      method: 'POST',
      url: 'https://dsar.example.org/api/requests',
      headers: { 'content-type': 'application/json' },
      body: { bytes: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
    });
    const answer = await requestsRoute(intake)(request, intake);
    expect(answer.status).toBe(400);
  });

  test('with 40 invalid fields gets only 20 errors', async () => {
    const emails = Array.from({ length: 40 }, () => 'nobody');
    const answer = await post({ body: { type: 'erasure', subject: { emails } } });
    expect(answer.json().errors).toHaveLength(20);
  });
});
