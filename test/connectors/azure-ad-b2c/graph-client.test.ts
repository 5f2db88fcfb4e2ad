import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import tls from 'node:tls';
import { z } from 'zod';
import { loadCertificates } from '../../../local/sandbox/tls/certificates.ts';
import { pacer } from '../../../src/connectors/kit/pacer.ts';
import { graphClient } from '../../../src/connectors/azure-ad-b2c/graph-client.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';

const user = z.object({ id: z.string() });

interface Sent {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: unknown;
}

interface Given {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

const sent: Sent[] = [];
const renewals: string[] = [];
const waits: number[] = [];
let answers: Given[] = [];
let answer: (url: string) => Given | undefined;
let server: Server;
let folder: string;
let graphUrl: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'habeas-graph-client-'));
  // Microsoft's client gives its token to https only.
  const { caFile, server: certificate } = await loadCertificates(folder);
  tls.setDefaultCACertificates([...tls.getCACertificates('default'), readFileSync(caFile, 'utf8')]);
  server = createServer(certificate, (request, response) => {
    void text(request).then((body) => {
      const { url = '', headers } = request;
      sent.push({ url, headers, body: body === '' ? undefined : JSON.parse(body) });
      const given = answer(url);
      if (given) response.writeHead(given.status, given.headers).end(given.body);
      else request.socket.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  graphUrl = `https://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
beforeEach(() => {
  answer = () => answers.shift();
  sent.length = 0;
  renewals.length = 0;
  waits.length = 0;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

const client = (
  wait: (milliseconds: number) => Promise<unknown> = (milliseconds) =>
    Promise.resolve(waits.push(milliseconds)),
  get: () => Promise<string> = () => Promise.resolve(`token-${String(renewals.length)}`),
) =>
  graphClient({
    graphUrl,
    tokens: {
      get,
      renew: () => void renewals.push('renewed'),
    },
    timeoutSeconds: 5,
    now: () => new Date('2026-11-21T08:00:00Z'),
    wait,
  });

const json = (body: unknown, status = 200): Given => ({ status, body: JSON.stringify(body) });

async function read(path: string, manner = {}) {
  const pages: unknown[] = [];
  for await (const page of client().pages(path, user, manner)) pages.push(page);
  return pages;
}

test('sends the token, a new request id each time, and the encoded values unchanged', async () => {
  answers = [json({ id: '1' }), json({ id: '1' })];
  const path = "/users?$filter=mail%20eq%20'o''neil%2Bx%40example.org'&$select=id";
  const graph = client();
  await graph.call({ method: 'GET', path });
  await graph.call({ method: 'GET', path });
  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill(`/v1.0${path.replaceAll("'", '%27')}`));
  expect(sent[0]?.headers.authorization).toBe('Bearer token-0');
  const ids = sent.map(({ headers }) => headers['client-request-id']);
  expect(ids[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(new Set(ids).size).toBe(2);
});

test('uses links to next pages unchanged', async () => {
  const next = `${graphUrl}/v1.0/users?$skiptoken=a%2Bb`;
  answers = [
    json({ value: [{ id: '1' }], '@odata.nextLink': next }),
    json({ value: [{ id: '2' }] }),
  ];
  expect(await read('/users?$top=1')).toEqual([[{ id: '1' }], [{ id: '2' }]]);
  expect(graphUrl + (sent[1]?.url ?? '')).toBe(next);
});

test.each([
  'https://evil.example.test/v1.0/users?$skiptoken=x',
  'http://127.0.0.1.evil.example/v1.0/users',
  'https://127.0.0.1/v1.0/users',
  'https://127.0.0.1:444/v1.0/users',
  'http://127.0.0.1/v1.0/users',
  'https://user@evil.test/v1.0',
  '//evil.example.test/v1.0/users',
  'users?$skiptoken=x',
])('never takes the token to a next page at %s', async (link) => {
  for (const manner of [{}, { ahead: true }]) {
    sent.length = 0;
    answers = [json({ value: [{ id: '1' }], '@odata.nextLink': link })];
    await expect(read('/users', manner)).rejects.toMatchObject({ code: 'unexpected-answer' });
    expect(sent).toHaveLength(1);
  }
});

describe('a page that fails temporarily', () => {
  const throttled = (seconds: number): Given => ({
    status: 429,
    body: '{}',
    headers: { 'retry-after': String(seconds) },
  });
  const first = () =>
    json({ value: [{ id: '1' }], '@odata.nextLink': `${graphUrl}/v1.0/users?$skiptoken=2` });
  const second = json({ value: [{ id: '2' }] });
  const both = [[{ id: '1' }], [{ id: '2' }]];

  test.each([{}, { ahead: true }])(
    'is asked for again when another page was read before (%j)',
    async (manner) => {
      answers = [first(), throttled(7), json({}, 503), json({}, 500), second];
      expect(await read('/users', manner)).toEqual(both);
      expect(waits).toEqual([7000, 2000, 4000]);
    },
  );

  test('throws when nothing was read before; is asked for again when another collection was read', async () => {
    answers = [throttled(7), first(), second];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled', retryAfter: 7 });
    answers = [throttled(7), first(), second];
    expect(await read('/users', { begun: true })).toEqual(both);
  });

  test('throws when the wait is long, when the failure lasts, and when it is not temporary', async () => {
    answers = [first(), throttled(61)];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled', retryAfter: 61 });
    answers = [first(), ...Array.from({ length: 8 }, () => throttled(1))];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled' });
    expect(answers).toEqual([]);
    answers = [first(), json({}, 403)];
    await expect(read('/users')).rejects.toMatchObject({ code: 'permission-missing' });
  });
});

test('two hosts that share one quota of reports both read to the end', async () => {
  const clock = { time: 0 };
  const wait = (milliseconds: number) => Promise.resolve(void (clock.time += milliseconds));
  const pages = 30;
  let taken: number[] = [];
  let refused = 0;
  answer = (url) => {
    taken = taken.filter((at) => at > clock.time - 10_000);
    const [oldest] = taken;
    if (taken.length >= 5 && oldest !== undefined) {
      refused += 1;
      const seconds = String(Math.ceil((oldest + 10_000 - clock.time) / 1000));
      return { status: 429, body: '{}', headers: { 'retry-after': seconds } };
    }
    taken.push(clock.time);
    const page = Number(new URL(url, graphUrl).searchParams.get('page'));
    const next =
      page < pages ? { '@odata.nextLink': `${graphUrl}/v1.0/logs?page=${page + 1}` } : {};
    return json({ value: [{ id: String(page) }], ...next });
  };
  const host = async () => {
    const pace = pacer(5, 10, { now: () => clock.time, wait });
    const seen: string[] = [];
    const graph = client(wait);
    for await (const items of graph.pages('/logs?page=1', user, {
      pace: () => pace(),
      ahead: true,
    }))
      seen.push(...items.map(({ id }) => id));
    return seen;
  };
  const everything = Array.from({ length: pages }, (_, index) => String(index + 1));
  expect(await Promise.all([host(), host()])).toEqual([everything, everything]);
  expect(refused).toBeGreaterThan(0);
});

test('renews a rejected token once, and returns a second rejection as the answer', async () => {
  answers = [json({}, 401), json({ id: '1' })];
  expect((await client().call({ method: 'GET', path: '/users/1' })).status).toBe(200);
  expect(sent.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-0',
    'Bearer token-1',
  ]);
  answers = [json({}, 401), json({}, 401), json({ id: '1' })];
  expect((await client().call({ method: 'GET', path: '/users/1' })).status).toBe(401);
});

test('returns the answers of a batch in the order of its requests, twenty at a time', async () => {
  const responses = (ids: readonly string[]) =>
    json({ responses: ids.map((id) => ({ id, status: 200, body: { id } })) });
  const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
  answers = [responses([...ids].reverse()), responses(['1'])];
  const items = Array.from({ length: 21 }, () => ({ method: 'GET', path: '/users' }) as const);
  const got = await client().batch(items);
  expect(got.map(({ body }) => (body as { id: string }).id)).toEqual([...ids, '1']);
  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('/v1.0/$batch'));
});

test('a batch that leaves out an answer is an unexpected answer', async () => {
  answers = [json({ responses: [] })];
  await expect(client().batch([{ method: 'GET', path: '/users' }])).rejects.toMatchObject({
    code: 'unexpected-answer',
  });
});

test('reads the Retry-After of one item in any letter case', async () => {
  answers = [
    json({
      responses: [{ id: '1', status: 429, headers: { 'retry-after': '321' }, body: '<html>' }],
    }),
  ];
  const graph = client();
  const [answer] = await graph.batch([{ method: 'GET', path: '/users' }]);
  if (!answer) throw new Error('no answer');
  expect(graph.failureOf(answer)).toMatchObject({ code: 'throttled', retryAfter: 321 });
});

describe('an item of a batch that is throttled', () => {
  const items = ['/users/1', '/users/2', '/users/3'].map(
    (path) => ({ method: 'GET', path }) as const,
  );
  const answered = (id: string, status = 200, retryAfter = '2') => ({
    id,
    status,
    headers: { 'Retry-After': retryAfter },
    body: {},
  });
  const statuses = (answers: readonly { status: number }[]) => answers.map(({ status }) => status);
  const urls = ({ body }: Sent) =>
    (body as { requests: { url: string }[] }).requests.map(({ url }) => url);

  test('is sent again alone after its Retry-After', async () => {
    answers = [
      json({ responses: [answered('1'), answered('2', 429), answered('3', 429, '4')] }),
      json({ responses: [answered('1'), answered('2', 404)] }),
    ];
    expect(statuses(await client().batch(items))).toEqual([200, 200, 404]);
    expect(waits).toEqual([4000]);
    expect(sent.map(urls)).toEqual([
      ['/users/1', '/users/2', '/users/3'],
      ['/users/2', '/users/3'],
    ]);
  });

  test('is returned as an answer when the wait is long or the tries are used up', async () => {
    const long = { responses: [answered('1'), answered('2', 429, '60'), answered('3')] };
    answers = [json(long)];
    expect(statuses(await client().batch(items))).toEqual([200, 429, 200]);
    const short = (id: string) => json({ responses: [answered(id, 429)] });
    answers = [short('1'), short('1'), short('1')];
    expect(statuses(await client().batch(items.slice(0, 1)))).toEqual([429]);
    expect(sent).toHaveLength(4);
  });

  test('is never sent again when it changes something or others depend on it', async () => {
    answers = [
      json({ responses: [answered('1', 429)] }),
      json({ responses: [answered('1', 429)] }),
    ];
    await client().batch([{ method: 'DELETE', path: '/users/1' }]);
    await client().batch(items.slice(0, 1), 'inOrder');
    expect(sent).toHaveLength(2);
  });
});

test('an error of the token source reaches the caller unchanged, and nothing is sent', async () => {
  const refused = new SystemFailure('credentials-rejected', 'the authority gave no token');
  const graph = client(undefined, () => Promise.reject(refused));
  await expect(graph.call({ method: 'GET', path: '/users' })).rejects.toBe(refused);
  expect(sent).toEqual([]);
});

test('a Retry-After beyond three minutes, which the client of Microsoft would cut short, is told as it is', async () => {
  answers = [{ status: 429, body: '{}', headers: { 'retry-after': '900' } }];
  const graph = client();
  const throttled = await graph.call({ method: 'GET', path: '/users' });
  expect(graph.failureOf(throttled)).toMatchObject({ code: 'throttled', retryAfter: 900 });
  expect(sent).toHaveLength(1);
});

test('changes are sent as JSON, once, and an empty answer has no body', async () => {
  answers = [{ status: 204, body: '' }, json({}, 503)];
  const patch = { method: 'PATCH', path: '/users/1', body: { accountEnabled: null } } as const;
  expect(await client().call(patch)).toEqual({ status: 204, retryAfter: null, body: undefined });
  expect(sent[0]).toMatchObject({
    body: { accountEnabled: null },
    headers: { 'content-type': 'application/json', authorization: 'Bearer token-0' },
  });
  expect((await client().call({ method: 'DELETE', path: '/users/1' })).status).toBe(503);
  expect(sent).toHaveLength(2);
});

test('an HTML answer is an answer without a body', async () => {
  answers = [{ status: 503, body: '<html>', headers: { 'content-type': 'text/html' } }];
  const answer = await client().call({ method: 'GET', path: '/users' });
  expect(answer).toEqual({ status: 503, retryAfter: null, body: undefined });
});

test('asks the beta where the call names it', async () => {
  answers = [json({})];
  await client().call({ method: 'GET', path: '/policies', version: 'beta' });
  expect(sent.map(({ url }) => url)).toEqual(['/beta/policies']);
});

test('a broken connection is unavailable, and the message does not name the host', async () => {
  answers = [];
  await expect(client().call({ method: 'GET', path: '/users/secret' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringMatching(/graph|users|secret|http/) as string,
  });
});
