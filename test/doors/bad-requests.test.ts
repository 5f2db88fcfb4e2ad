import { HttpRequest } from '@azure/functions';
import { requestsRoute } from '../../src/doors/http/requests-route.ts';
import {
  call,
  createMemoryIntake,
  type Answer,
  type MemoryIntake,
  type Sent,
} from '../support/memory-intake.ts';
import { account, refused, secret, wrong, type Case } from './bad-request-case.ts';
import { badSubjects } from './bad-subjects.ts';

const body = { type: 'erasure', subject: { accounts: [account] } };

let intake: MemoryIntake;
beforeEach(() => {
  intake = createMemoryIntake();
});

function post(sent: Omit<Sent, 'method'>): Promise<Answer> {
  return call(requestsRoute(intake), intake, { method: 'POST', body, ...sent });
}

describe('a bad request', () => {
  const cases: readonly Case[] = [
    ...badSubjects,
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
