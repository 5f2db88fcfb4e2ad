import { planned, type Sent, sent, waits, client, json } from './graph-under-test.ts';

test('returns the answers of a batch in the order of its requests, twenty at a time', async () => {
  const responses = (ids: readonly string[]) =>
    json({ responses: ids.map((id) => ({ id, status: 200, body: { id } })) });
  const ids = Array.from({ length: 20 }, (_, index) => String(index + 1));
  planned.answers = [responses([...ids].reverse()), responses(['1'])];
  const items = Array.from({ length: 21 }, () => ({ method: 'GET', path: '/users' }) as const);
  const got = await client().batch(items);
  expect(got.map(({ body }) => (body as { id: string }).id)).toEqual([...ids, '1']);
  expect(sent.map(({ url }) => url)).toEqual(Array(2).fill('/v1.0/$batch'));
});

test('a batch that leaves out an answer is an unexpected answer', async () => {
  planned.answers = [json({ responses: [] })];
  await expect(client().batch([{ method: 'GET', path: '/users' }])).rejects.toMatchObject({
    code: 'unexpected-answer',
  });
});

test('reads the Retry-After of one item in any letter case', async () => {
  planned.answers = [
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
    planned.answers = [
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
    planned.answers = [json(long)];
    expect(statuses(await client().batch(items))).toEqual([200, 429, 200]);
    const short = (id: string) => json({ responses: [answered(id, 429)] });
    planned.answers = [short('1'), short('1'), short('1')];
    expect(statuses(await client().batch(items.slice(0, 1)))).toEqual([429]);
    expect(sent).toHaveLength(4);
  });

  test('is never sent again when it changes something or other items depend on it', async () => {
    planned.answers = [
      json({ responses: [answered('1', 429)] }),
      json({ responses: [answered('1', 429)] }),
    ];
    await client().batch([{ method: 'DELETE', path: '/users/1' }]);
    await client().batch(items.slice(0, 1), 'inOrder');
    expect(sent).toHaveLength(2);
  });
});
