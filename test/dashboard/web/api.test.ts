import { numberedRequest } from '../../support/numbered-request.ts';
import { createApi } from '../../../src/dashboard/web/calls/api.ts';
import { noteServerTime, serverNow } from '../../../src/dashboard/web/calls/server-clock.ts';
import { requestView } from './request-view.ts';

interface Call {
  readonly url: string;
  readonly headers: Headers;
}

/** An API that gets these answers, one for each call. It records the calls. */
function answering(answers: (Response | Error)[], key: string | null = null) {
  const calls: Call[] = [];
  const api = createApi('https://dsar.example.org/api/', key, (input, init) => {
    const request = new Request(input, init);
    calls.push({ url: request.url, headers: request.headers });
    const answer = answers.shift() ?? new Error('no more answers');
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  });
  return { api, calls };
}

const { signal } = new AbortController();

test('sends the key as a header and never in an address', async () => {
  const { api, calls } = answering([Response.json(requestView())], 'secret/key==');
  await api.request('01KAJ3', signal);
  expect(calls[0]?.url).toBe('https://dsar.example.org/api/requests/01KAJ3');
  expect(calls[0]?.headers.get('x-functions-key')).toBe('secret/key==');
});

test('sends no key header when there is no key', async () => {
  const { api, calls } = answering([Response.json([])]);
  await api.systems(signal);
  expect(calls[0]?.headers.has('x-functions-key')).toBe(false);
});

test('follows continuations until it has as many as wanted', async () => {
  const items = (from: number, count: number) =>
    Array.from({ length: count }, (_, place) => requestView({ id: numberedRequest(from + place) }));
  const { api, calls } = answering([
    Response.json({ items: items(0, 200), continuation: 'next page' }),
    Response.json({ items: items(200, 50), continuation: 'and more' }),
  ]);
  const page = await api.requests({ state: 'running' }, 250, signal);
  expect(page.items).toHaveLength(250);
  expect(page.continuation).toBe('and more');
  expect(calls.map(({ url }) => new URL(url).search)).toEqual([
    '?state=running&limit=200',
    '?state=running&limit=50&continuation=next+page',
  ]);
});

test('late means open and past the due date, at the time of the reading', async () => {
  const { api, calls } = answering([Response.json({ items: [], continuation: null })]);
  const before = new Date().toISOString();
  await api.requests({ late: true, waiting: 'any', sort: 'due' }, 50, signal);
  const query = new URL(calls[0]?.url ?? '').searchParams;
  expect(Object.fromEntries(query)).toMatchObject({ state: 'open', waiting: 'any', sort: 'due' });
  expect(query.has('late')).toBe(false);
  expect((query.get('dueBefore') ?? '') >= before).toBe(true);
});

test('a group of states and a number of days become parameters that the service knows', async () => {
  const nothing = () => Response.json({ items: [], continuation: null });
  const { api, calls } = answering([nothing(), nothing()]);
  await api.requests({ state: 'person' }, 50, signal);
  await api.requests({ dueWithin: '7', assigned: 'me' }, 50, signal);
  const [person, due] = calls.map(({ url }) => Object.fromEntries(new URL(url).searchParams));
  expect(person?.['state']).toBe('awaiting-identity,awaiting-approval,on-hold,needs-decision');
  expect(due).toMatchObject({ state: 'open', assigned: 'me' });
  const days = (Date.parse(due?.['dueBefore'] ?? '') - Date.now()) / 86_400_000;
  expect(days).toBeCloseTo(7, 1);
});

test('an answer with an entity tag is used again until it changes', async () => {
  const tagged = (body: unknown) => Response.json(body, { headers: { etag: '"a"' } });
  const { api, calls } = answering([
    tagged([{ id: 'hubspot' }]),
    new Response(null, { status: 304 }),
    tagged([]),
  ]);
  const first = await api.systems(signal);
  expect(await api.systems(signal)).toEqual(first);
  expect(await api.systems(signal)).toEqual([]);
  expect(calls.map(({ headers }) => headers.get('if-none-match'))).toEqual([null, '"a"', '"a"']);
});

test('the page uses the time of the service, not of the computer', async () => {
  const inADay = new Date(Date.now() + 86_400_000).toUTCString();
  const { api } = answering([Response.json([], { headers: { date: inADay } }), Response.json([])]);
  await api.systems(signal);
  const ahead = serverNow().getTime() - Date.now();
  expect(ahead).toBeGreaterThan(86_000_000);
  await api.systems(signal);
  expect(serverNow().getTime() - Date.now()).toBe(ahead);
  noteServerTime(new Date().toUTCString());
});

test.each([
  [401, 'key-needed'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [400, 'rejected'],
  [409, 'conflict'],
  [500, 'failed'],
  [503, 'busy'],
])('an answer %i is a problem of kind %s, with or without a body', async (status, kind) => {
  const { api } = answering([new Response('', { status })]);
  await expect(api.request('01KAJ3', signal)).rejects.toMatchObject({ kind });
});

test('tells what the API says about a refused query', async () => {
  const body = { code: 'invalid-request', detail: 'Use a state of the list.' };
  const { api } = answering([Response.json(body, { status: 400 })]);
  await expect(api.requests({}, 50, signal)).rejects.toMatchObject({ message: body.detail });
});

test('reads how long a busy service asks to wait', async () => {
  const { api } = answering([new Response('', { status: 429, headers: { 'retry-after': '7' } })]);
  await expect(api.poison(signal)).rejects.toMatchObject({ kind: 'busy', retryAfter: 7 });
});

test('a refused connection and a cut-off answer are problems that may pass', async () => {
  const { api } = answering([new TypeError('fetch failed'), new Response('{"items":[')]);
  await expect(api.systems(signal)).rejects.toMatchObject({ kind: 'unreachable' });
  await expect(api.systems(signal)).rejects.toMatchObject({ kind: 'failed' });
});
