import { pacer } from '../../../src/connectors/kit/pacer.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import { planned, user, type Given, sent, waits, client, json, read } from './graph-under-test.ts';

test('sends the token, a new request id each time, and the encoded values unchanged', async () => {
  planned.answers = [json({ id: '1' }), json({ id: '1' })];
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
  const next = `${planned.url}/v1.0/users?$skiptoken=a%2Bb`;
  planned.answers = [
    json({ value: [{ id: '1' }], '@odata.nextLink': next }),
    json({ value: [{ id: '2' }] }),
  ];
  expect(await read('/users?$top=1')).toEqual([[{ id: '1' }], [{ id: '2' }]]);
  expect(planned.url + (sent[1]?.url ?? '')).toBe(next);
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
])('never sends the token to a next page at %s', async (link) => {
  for (const manner of [{}, { ahead: true }]) {
    sent.length = 0;
    planned.answers = [json({ value: [{ id: '1' }], '@odata.nextLink': link })];
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
    json({ value: [{ id: '1' }], '@odata.nextLink': `${planned.url}/v1.0/users?$skiptoken=2` });
  const second = json({ value: [{ id: '2' }] });
  const both = [[{ id: '1' }], [{ id: '2' }]];

  test.each([{}, { ahead: true }])(
    'is requested again when another page was read before (%j)',
    async (manner) => {
      planned.answers = [first(), throttled(7), json({}, 503), json({}, 500), second];
      expect(await read('/users', manner)).toEqual(both);
      expect(waits).toEqual([7000, 2000, 4000]);
    },
  );

  test('throws when nothing was read before; is requested again when another collection was read', async () => {
    planned.answers = [throttled(7), first(), second];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled', retryAfter: 7 });
    planned.answers = [throttled(7), first(), second];
    expect(await read('/users', { begun: true })).toEqual(both);
  });

  test('throws when the wait is long, when the failure lasts, and when it is not temporary', async () => {
    planned.answers = [first(), throttled(61)];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled', retryAfter: 61 });
    planned.answers = [first(), ...Array.from({ length: 8 }, () => throttled(1))];
    await expect(read('/users')).rejects.toMatchObject({ code: 'throttled' });
    expect(planned.answers).toEqual([]);
    planned.answers = [first(), json({}, 403)];
    await expect(read('/users')).rejects.toMatchObject({ code: 'permission-missing' });
  });
});

test('two hosts that share one quota of reports both read to the end', async () => {
  const clock = { time: 0 };
  const wait = (milliseconds: number) => Promise.resolve(void (clock.time += milliseconds));
  const pages = 30;
  let taken: number[] = [];
  let refused = 0;
  planned.answer = (url) => {
    taken = taken.filter((at) => at > clock.time - 10_000);
    const [oldest] = taken;
    if (taken.length >= 5 && oldest !== undefined) {
      refused += 1;
      const seconds = String(Math.ceil((oldest + 10_000 - clock.time) / 1000));
      return { status: 429, body: '{}', headers: { 'retry-after': seconds } };
    }
    taken.push(clock.time);
    const page = Number(new URL(url, planned.url).searchParams.get('page'));
    const next =
      page < pages ? { '@odata.nextLink': `${planned.url}/v1.0/logs?page=${page + 1}` } : {};
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
  planned.answers = [json({}, 401), json({ id: '1' })];
  expect((await client().call({ method: 'GET', path: '/users/1' })).status).toBe(200);
  expect(sent.map(({ headers }) => headers.authorization)).toEqual([
    'Bearer token-0',
    'Bearer token-1',
  ]);
  planned.answers = [json({}, 401), json({}, 401), json({ id: '1' })];
  expect((await client().call({ method: 'GET', path: '/users/1' })).status).toBe(401);
});

test('an error of the token source reaches the caller unchanged, and nothing is sent', async () => {
  const refused = new SystemFailure('credentials-rejected', 'the authority gave no token');
  const graph = client(undefined, () => Promise.reject(refused));
  await expect(graph.call({ method: 'GET', path: '/users' })).rejects.toBe(refused);
  expect(sent).toEqual([]);
});

test('a Retry-After beyond three minutes, which the client of Microsoft would cut short, is returned unchanged', async () => {
  planned.answers = [{ status: 429, body: '{}', headers: { 'retry-after': '900' } }];
  const graph = client();
  const throttled = await graph.call({ method: 'GET', path: '/users' });
  expect(graph.failureOf(throttled)).toMatchObject({ code: 'throttled', retryAfter: 900 });
  expect(sent).toHaveLength(1);
});

test('changes are sent as JSON, once, and an empty answer has no body', async () => {
  planned.answers = [{ status: 204, body: '' }, json({}, 503)];
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
  planned.answers = [{ status: 503, body: '<html>', headers: { 'content-type': 'text/html' } }];
  const answer = await client().call({ method: 'GET', path: '/users' });
  expect(answer).toEqual({ status: 503, retryAfter: null, body: undefined });
});

test('calls the beta version when the call names it', async () => {
  planned.answers = [json({})];
  await client().call({ method: 'GET', path: '/policies', version: 'beta' });
  expect(sent.map(({ url }) => url)).toEqual(['/beta/policies']);
});

test('a broken connection is unavailable, and the message does not name the host', async () => {
  planned.answers = [];
  await expect(client().call({ method: 'GET', path: '/users/secret' })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.not.stringMatching(/graph|users|secret|http/) as string,
  });
});
