import { conformantHost, type ConformantHost } from './conformant-host.ts';

let host: ConformantHost;

beforeAll(async () => {
  host = await conformantHost();
});
afterAll(() => host.stop());

const running = async () => {
  const id = await host.start('statuses', 1);
  await host.reached(id, 'Running');
  return id;
};
const completed = async () => {
  const id = await host.start('plain');
  await host.reached(id, 'Completed');
  return id;
};

test('a start returns links, and the instance runs', async () => {
  const { status, body, headers } = await host.api('POST', 'orchestrators/plain');
  const { id, statusQueryGetUri } = body as Record<string, string>;
  expect([status, headers.get('retry-after')]).toEqual([202, '10']);
  expect(headers.get('location')).toBe(statusQueryGetUri);
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(body).not.toHaveProperty('rewindPostUri');
});
test('a start without a body has null as input', async () => {
  expect(await host.output('input')).toEqual({ given: null });
});
test('an id cannot be started again while its instance runs', async () => {
  const open = await running();
  const again = await host.api('POST', `orchestrators/plain/${open}`);
  expect([again.status, again.body]).toEqual([
    409,
    { Message: 'An Orchestration instance with the status Running already exists.' },
  ]);
  expect((await host.api('POST', `orchestrators/plain/${await completed()}`)).status).toBe(202);
});
test.each([
  ['{"a":', 'application/json', 500],
  ['hello', 'text/plain', 400],
])('a start with %s is refused', async (body, type, status) => {
  expect(
    (await host.api('POST', 'orchestrators/plain/refused', body, { 'content-type': type })).status,
  ).toBe(status);
});
test('an id with a slash is not found', async () => {
  expect((await host.api('POST', 'orchestrators/plain/a%2Fb')).status).toBe(404);
});
test('start and wait returns the output, or links when it takes too long', async () => {
  const done = await host.api('POST', 'orchestrators/plain?timeout=10&pollingInterval=1');
  expect([done.status, done.body]).toEqual([200, 'plain']);
  expect(
    (await host.api('POST', 'orchestrators/statuses?timeout=1&pollingInterval=1')).status,
  ).toBe(202);
  expect((await host.api('POST', 'orchestrators/plain?timeout=1&pollingInterval=2')).status).toBe(
    400,
  );
});
test('the status of a running instance is 202 with the address to poll', async () => {
  const id = await running();
  const { status, headers, body } = await host.api('GET', `instances/${id}`);
  expect([status, headers.get('retry-after')]).toEqual([202, '5']);
  expect(headers.get('location')).toMatch(new RegExp(`/instances/${id}$`));
  expect(body).toMatchObject({
    runtimeStatus: 'Running',
    input: 1,
    customStatus: { at: 1 },
    output: null,
  });
});
test('events need JSON and a running instance', async () => {
  const id = await running();
  const raise = async (target: string, body?: unknown, headers?: Record<string, string>) =>
    (await host.api('POST', `instances/${target}/raiseEvent/other`, body, headers)).status;
  expect(await raise(id)).toBe(400);
  expect(await raise(id, '', { 'content-type': 'application/json' })).toBe(400);
  expect(await raise(id, 'x', { 'content-type': 'text/plain' })).toBe(400);
  expect(await raise(id, '1 2')).toBe(202);
  expect(await raise('nobody', 1)).toBe(404);
  expect(await raise(await completed(), 1)).toBe(410);
});
test('a suspended instance keeps events and continues after resume; the output shows the reasons', async () => {
  const id = await running();
  expect((await host.api('POST', `instances/${id}/resume`)).status).toBe(500);
  expect((await host.api('POST', `instances/${id}/suspend?reason=pause`)).status).toBe(202);
  expect((await host.reached(id, 'Suspended')).output).toBe('pause');
  expect((await host.api('POST', `instances/${id}/suspend`)).status).toBe(500);
  await host.api('POST', `instances/${id}/raiseEvent/go`, 1);
  expect((await host.status(id)).runtimeStatus).toBe('Suspended');
  await host.api('POST', `instances/${id}/resume?reason=on`);
  expect((await host.reached(id, 'Completed')).output).toBe('done');
});
test('after terminate the reason is the output, and the custom status stays', async () => {
  const id = await running();
  expect((await host.api('POST', `instances/${id}/terminate?reason=enough`)).status).toBe(202);
  expect(await host.reached(id)).toMatchObject({
    runtimeStatus: 'Terminated',
    output: 'enough',
    customStatus: { at: 1 },
  });
  expect((await host.api('POST', `instances/${id}/terminate`)).status).toBe(410);
  expect((await host.api('POST', 'instances/nobody/terminate')).status).toBe(404);
});
test('a failed instance can be rewound, others cannot', async () => {
  const id = await host.start('uncaught');
  await host.reached(id, 'Failed');
  expect((await host.api('POST', `instances/${id}/rewind?reason=again`)).status).toBe(202);
  const second = await host.reached(id, 'Failed');
  expect(second.output).toMatch(/no [12]/);
  expect((await host.api('POST', `instances/${await completed()}/rewind`)).status).toBe(412);
  expect((await host.api('POST', 'instances/nobody/rewind')).status).toBe(404);
});
test('restart runs the same function and input under a new id', async () => {
  const { status, body } = await host.api('POST', `instances/${await completed()}/restart`);
  const { id } = body as { id: string };
  expect(status).toBe(202);
  expect((await host.reached(id)).output).toBe('plain');
  expect((await host.api('POST', 'instances/nobody/restart')).status).toBe(400);
  expect(
    (await host.api('POST', `instances/${await running()}/restart?restartWithNewInstanceId=false`))
      .status,
  ).toBe(409);
});
test('only instances that have ended can be purged', async () => {
  const id = await completed();
  expect((await host.api('DELETE', `instances/${await running()}`)).status).toBe(412);
  expect((await host.api('DELETE', `instances/${id}`)).body).toEqual({ instancesDeleted: 1 });
  expect((await host.api('DELETE', `instances/${id}`)).status).toBe(404);
  expect((await host.api('DELETE', 'instances/')).status).toBe(400);
});
test('lists are filtered and paged', async () => {
  const prefix = `page-${String(Date.now())}-`;
  for (const n of [1, 2, 3]) await host.api('POST', `orchestrators/plain/${prefix}${String(n)}`);
  await host.reached(`${prefix}3`);
  const list = async (query: string, token = '') => {
    const { body, headers } = await host.api(
      'GET',
      `instances/?instanceIdPrefix=${prefix}&${query}`,
      undefined,
      { 'x-ms-continuation-token': token },
    );
    return {
      ids: (body as { instanceId: string }[]).map(({ instanceId }) => instanceId),
      token: headers.get('x-ms-continuation-token') ?? '',
    };
  };
  const first = await list('top=2');
  expect(first.ids).toEqual([`${prefix}1`, `${prefix}2`]);
  const second = await list('top=2', first.token);
  expect([second.ids, second.token]).toEqual([[`${prefix}3`], '']);
  expect((await list('runtimeStatus=Failed')).ids).toEqual([]);
  expect((await list('runtimeStatus=Dancing')).ids).toHaveLength(3);
  expect((await list('createdTimeFrom=2200-01-01T00:00:00Z')).ids).toEqual([]);
});
test('entities are signalled, read, deleted and listed over HTTP', async () => {
  const key = `http-${String(Date.now())}`;
  expect((await host.api('POST', `entities/Counter/${key}?op=add`, 5)).status).toBe(202);
  const state = async () => (await host.api('GET', `entities/COUNTER/${key}`)).body;
  while ((await state()) === undefined);
  expect(await state()).toBe(5);
  expect((await host.status(`@counter@${key}`)).customStatus).toEqual({ entityExists: true });
  expect((await host.api('POST', 'entities/Nobody/x?op=add', 1)).status).toBe(400);
  expect((await host.api('DELETE', `entities/Counter/${key}`)).status).toBe(202);
  while ((await state()) !== undefined);
  expect((await host.api('GET', `entities/Counter/${key}`)).status).toBe(404);
});
test('the DurableClient of an app works', async () => {
  const { result: id } = await host.client('startNew', 'statuses', { input: 2 });
  await host.reached(String(id), 'Running');
  expect(await host.client('getStatus', id)).toMatchObject({
    result: { runtimeStatus: 'Running', input: 2 },
  });
  expect((await host.client('raiseEvent', id, 'go')).error).toContain('400');
  expect(await host.client('raiseEvent', id, 'go', null)).toEqual({ result: null });
  await host.reached(String(id), 'Completed');
  expect(await host.client('terminate', id, 'late')).toEqual({ result: null });
  expect((await host.client('getStatus', 'nobody')).error).toContain('404');
  expect(await host.client('purgeInstanceHistory', id)).toEqual({
    result: { instancesDeleted: 1 },
  });
  expect(await host.client('startNew', 'input')).toHaveProperty('result');
  expect(await host.client('readEntityState', { name: 'Counter', key: 'none' })).toMatchObject({
    result: { entityExists: false },
  });
});

// Recorded from the real extension (recording 032). The app sets no `defaultVersion`, so it serves no execution with a version.
test('a start with a version in its query is kept, and stays Pending in an app of another version', async () => {
  const { body } = await host.api('POST', 'orchestrators/version?version=2.0');
  const { id } = body as { id: string };
  expect(await host.reached(id, 'Pending')).toMatchObject({ name: 'version', version: '2.0' });
  await host.output('version');
  expect(await host.status(id)).toMatchObject({ runtimeStatus: 'Pending' });
  expect(await host.output('version')).toBeNull();
});
