import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import http from '../../../src/connectors/http/connector.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { MarkExpired } from '../../../src/ports/mark-expired.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { known } from '../known.ts';

type Answer = { status?: number; headers?: Record<string, string>; body: unknown };

let server: Server;
let base = '';
let answer: (request: IncomingMessage) => Answer = () => ({ body: {} });
const asked: string[] = [];

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method ?? ''} ${request.url ?? ''}`);
    const { status = 200, headers = {}, body } = answer(request);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const declared = {
  internalHosts: ['127.0.0.1'],
  settleSeconds: 0,
  find: { email: { path: '/people', query: { mail: '{value}' }, records: '$.people' } },
  fields: { id: '$.id', emails: '$.mail' },
  absent: { path: '$' },
  export: [{ part: 'person', path: '/people/{id}', items: '$' }],
  erase: { path: '/people/{id}' },
  verify: { path: '/people/{id}' },
};

const open = (settings: object = {}, secret?: string) =>
  http.open({
    id: systemIdOf('people'),
    settings: { baseUrl: base, ...declared, ...settings },
    secrets: secret === undefined ? {} : { secret },
    now: () => new Date(),
  });
const ada = { id: 7, mail: 'ada@example.org' };
const byMail = known([{ kind: 'email', value: 'ada@example.org' }]);
const record = { kind: 'record', id: '7' };

test.each<[string, unknown]>([
  ['another form', { data: [] }],
  ['an error inside a 200', { error: 'database is down' }],
  ['a text instead of a list', { people: 'none' }],
  ['a record without an id', { people: [{ mail: 'ada@example.org' }] }],
  [
    'a record without the value by which it was found',
    { people: [{ id: 7, email: 'ada@example.org' }] },
  ],
  ['an id that JavaScript cannot hold', '{"people":[{"id":9007199254740993,"mail":"a@b.org"}]}'],
])('%s is never "nobody found"', async (_, body) => {
  answer = () => ({ body });
  await expect(open().find(byMail)).rejects.toMatchObject({ code: 'unexpected-answer' });
});

test('a service that ignores the search parameter is detected, by the probe and by its too many records', async () => {
  answer = () => ({ body: { people: Array.from({ length: 1001 }, (_, id) => ({ ...ada, id })) } });
  await expect(open().find(byMail)).rejects.toMatchObject({ code: 'misconfigured' });
  answer = () => ({ body: { people: [ada] } });
  expect((await open().probe()).problems).toMatchObject([
    { what: 'search by email: misconfigured (somebody is found by what nobody has)' },
  ]);
  answer = () => ({ body: { people: [] } });
  expect(await open().probe()).toEqual({ reachable: true, problems: [] });
});

test('when a service searches fuzzily, only the record with exactly this address is a hit', async () => {
  answer = () => ({ body: { people: [ada, { id: 8, mail: 'adam@example.org' }] } });
  const { hits, searched } = await open().find(byMail);
  expect(hits.map((hit) => hit.record.id)).toEqual(['7']);
  expect(searched).toEqual([{ by: 'email', in: 'live' }]);
});

test('when the settings name a wrong field as the id, no other person is exported or erased', async () => {
  // `/people/7` is Adam. Ada's record has the number 7 in another field.
  answer = ({ url }) => ({
    body: url === '/people/7' ? { id: 7, house: 9, mail: 'adam@example.org' } : {},
  });
  const access = open({ fields: { ...declared.fields, id: '$.house' } });
  const intent = { begunAt: new Date().toISOString(), repeated: false, since: null };
  const wrong = { code: 'misconfigured', message: 'the call verify shows another record' };
  await expect(access.erase(record, intent)).rejects.toMatchObject(wrong);
  await expect(access.export(record, sinkOf())).rejects.toMatchObject(wrong);
  expect(new Set(asked)).toEqual(new Set(['GET /people/7']));
});

const pages = (url = '') => {
  const page = Number(new URL(url, base).searchParams.get('page') ?? '1');
  return { items: [{ n: page }], next: page < 3 ? page + 1 : null };
};

test.each<[string, object, (request: IncomingMessage) => Answer]>([
  [
    'a header',
    { type: 'link' },
    ({ url }) => {
      const { items, next } = pages(url);
      const link = `<${base}/x>; rel="first"${next === null ? '' : `, </people/7/items?page=${String(next)}>; rel="next"`}`;
      return { body: items, headers: { link } };
    },
  ],
  [
    'a URL in the answer',
    { type: 'next', path: '$.next' },
    ({ url }) => {
      const { items, next } = pages(url);
      const link = next === null ? null : `${base}/people/7/items?page=${String(next)}`;
      return { body: { items, next: link } };
    },
  ],
  [
    'a cursor',
    { type: 'cursor', query: 'page', next: '$.next' },
    ({ url }) => ({ body: pages(url) }),
  ],
])('follows pages by %s, and continues at a mark', async (_, paging, pageAnswer) => {
  answer = (request) => (request.url === '/people/7' ? { body: ada } : pageAnswer(request));
  const items = 'type' in paging && paging.type === 'link' ? '$' : '$.items';
  const access = open({ export: [{ part: 'items', path: '/people/{id}/items', items, paging }] });
  const marks: string[] = [];
  const sink = { ...sinkOf(), reached: (mark: string) => Promise.resolve(void marks.push(mark)) };
  expect(await access.export(record, sink)).toEqual({ items: 3 });
  expect(marks).toHaveLength(2);
  asked.length = 0;
  const written: unknown[] = [];
  const into = sinkOf({ write: (_part, item) => Promise.resolve(void written.push(item)) });
  await access.export(record, {
    ...into,
    section: async (_name, read) => {
      await read(marks[1]!);
      return {};
    },
  });
  expect(written).toEqual([{ n: 3 }]);
});

test('a missing later page is not the end of the list, and after a refused mark the list is read from the beginning', async () => {
  const paging = { type: 'offset', query: 'from', sizeQuery: 'size', size: 2 };
  const access = open({
    export: [{ part: 'items', path: '/people/{id}/items', items: '$', paging }],
  });
  answer = ({ url }) => (url?.includes('from=0') ? { body: [1, 2] } : { status: 404, body: {} });
  await expect(access.export(record, sinkOf())).rejects.toMatchObject({ code: 'refused' });
  const continued = access.export(record, {
    ...sinkOf(),
    section: async (_name, read) => {
      await read('2');
      return {};
    },
  });
  await expect(continued).rejects.toBeInstanceOf(MarkExpired);
});

test('when a search is refused during reading back, it stays unknown whether the record is gone', async () => {
  answer = ({ url }) =>
    url === '/people/7' ? { status: 404, body: {} } : { status: 400, body: {} };
  await expect(open().verify(record, '', [byMail[0]!.identifier])).rejects.toMatchObject({
    code: 'refused',
  });
});

test('a next page at another host is not called, so it does not get our credentials', async () => {
  answer = () => ({ body: { people: [], next: 'https://evil.example/people' } });
  const call = { ...declared.find.email, paging: { type: 'next', path: '$.next' } };
  await expect(open({ find: { email: call } }).find(byMail)).rejects.toMatchObject({
    code: 'unexpected-answer',
    message: 'the next page is at another place',
  });
  expect(asked).toHaveLength(1);
});

test('a record is gone when it is absent, or when the answer says so', async () => {
  const state = { ...declared.verify, gone: { path: '$.state', is: ['anonymised', 'erased'] } };
  answer = ({ url }) =>
    url === '/people/7' ? { body: { id: 7, state: 'erased' } } : { body: { people: [] } };
  expect(await open({ verify: state }).verify(record, '')).toMatchObject({ kind: 'gone' });
  expect(await open().verify(record, '')).toMatchObject({ kind: 'present' });
  answer = ({ url }) =>
    url === '/people/7' ? { status: 404, body: { code: 'x' } } : { body: { people: [] } };
  expect(await open().verify(record, '')).toMatchObject({ kind: 'gone' });
  // Another 404 may come from a proxy, or from a path that is wrong.
  for (const absent of [{ path: '$.code', is: 'not_found' }, undefined])
    await expect(open({ absent }).verify(record, '')).rejects.toMatchObject({ code: 'refused' });
  // The call by id no longer shows the record, but a search still finds it.
  answer = ({ url }) =>
    url === '/people/7' ? { status: 404, body: {} } : { body: { people: [ada] } };
  expect(await open().verify(record, '', [byMail[0]!.identifier])).toMatchObject({
    kind: 'present',
  });
});

test.each([
  [{ type: 'bearer' }, 'authorization', 'Bearer s3cret'],
  [{ type: 'basic', user: 'habeas' }, 'authorization', `Basic ${btoa('habeas:s3cret')}`],
  [{ type: 'header', name: 'X-Key' }, 'x-key', 's3cret'],
])('%j becomes the header that proves who calls', async (auth, name, value) => {
  let seen: unknown;
  answer = (request) => {
    seen = request.headers[name];
    return { body: { people: [] } };
  };
  await open({ auth }, 's3cret').find(byMail);
  expect(seen).toBe(value);
});

test('an access token for client credentials is fetched once', async () => {
  const auth = { type: 'oauth2', tokenUrl: `${base}/token`, clientId: 'habeas' };
  answer = ({ url, headers }) =>
    url === '/token'
      ? { body: { access_token: 't1', expires_in: 3600 } }
      : headers.authorization === 'Bearer t1'
        ? { body: { people: [] } }
        : { status: 401, body: {} };
  const access = open({ auth }, 's3cret');
  await access.find(byMail);
  await access.find(byMail);
  expect(asked.filter((call) => call === 'POST /token')).toHaveLength(1);
});
