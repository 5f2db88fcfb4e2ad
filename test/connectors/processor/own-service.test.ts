import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import processor from '../../../src/connectors/processor/connector.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { startFixture, type Fixture } from '../../local/sandbox/support/sandbox-fixture.ts';
import { known } from '../known.ts';
import { openSystem } from '../open-system.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await startFixture(300, 'all');
});
afterAll(() => fixture.end());

const begunAt = () => new Date(Date.now() - 1000).toISOString();
const change = (settings: object) =>
  fixture.control.call('PUT', 'systems/orders/settings', settings);

async function customer(address: string) {
  const person = await fixture.control.make({
    displayName: 'Kanarina Vogelsang',
    emails: [address],
    in: { orders: { orders: 3 } },
  });
  const access = openSystem(fixture.sandbox, 'orders', { settleSeconds: 0 });
  const by = { kind: 'email', value: address } as const;
  const [hit] = (await access.find(known([by]))).hits;
  return { person, access, record: hit!.record, by };
}

test('when an erasure is not done by the date of the service, reading back decides the result', async () => {
  const { access, record } = await customer('overdue@example.org');
  await change({ erasingSeconds: 10 });
  const intent = { begunAt: begunAt(), repeated: false, since: null };
  await access.erase(record, intent);
  const later = openSystem(
    fixture.sandbox,
    'orders',
    {},
    { now: () => new Date(Date.now() + 60_000) },
  );
  expect(await later.erase(record, { ...intent, repeated: true })).toEqual({ kind: 'done' });
  expect(await later.verify(record, begunAt())).toMatchObject({ kind: 'present' });
  await change({ erasingSeconds: 0 });
});

test('an export waits while the service prepares the copy, and copies in backups are a residual with a date', async () => {
  const { access, record } = await customer('backup@example.org');
  await change({ preparedAt: new Date(Date.now() + 3_600_000).toISOString() });
  await expect(access.export(record, sinkOf())).rejects.toMatchObject({ why: 'preparing' });
  await change({ preparedAt: null, pageSize: 2 });
  expect(await access.export(record, sinkOf())).toEqual({ profile: 1, order: 3 });

  const purgeBy = new Date(Date.now() + 30 * 86_400_000).toISOString();
  await change({ purgeBy });
  await access.erase(record, { begunAt: begunAt(), repeated: false, since: null });
  expect(await access.verify(record, begunAt())).toMatchObject({
    kind: 'gone',
    residuals: [{ what: 'purge', verdict: 'expires', until: purgeBy }],
  });
  await change({ purgeBy: null, pageSize: 100 });
});

test('data that the service retains by law is reported, and erased when its time is over', async () => {
  const { person, access, record, by } = await customer('retained@example.org');
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await change({ keptUntil: until });
  const intent = { begunAt: begunAt(), repeated: false, since: null };
  await access.erase(record, intent);
  const gone = { kind: 'gone', left: { records: 0 } };
  const kept = { what: 'orders', verdict: 'retained', reason: 'tax', law: '§ 147 AO', until };
  const answer = await access.verify(record, begunAt(), [by]);
  expect(answer).toEqual({ ...gone, residuals: [kept] });
  const what = async () =>
    (await fixture.control.traces(person.person)).map(({ what, count }) => [what, count]);
  expect(await what()).toEqual([['order', 3]]);

  const undeclared = openSystem(fixture.sandbox, 'orders', { keeps: {} });
  await expect(undeclared.verify(record, begunAt())).rejects.toMatchObject({
    code: 'misconfigured',
  });

  // Its time is over. The second erasure also survives a lost answer.
  await change({ keptUntil: null });
  const later = { begunAt: begunAt(), repeated: true, since: null };
  expect(await access.erase(record, later)).toEqual({ kind: 'done' });
  expect(await access.verify(record, begunAt())).toEqual({ ...gone, residuals: [] });
  expect(await what()).toEqual([]);
});

// This test is the last one with this sandbox, because it moves the clock.
test('an erasure that takes a day is pending until the service has done it, and one call asks for it', async () => {
  const { person, access, record, by } = await customer('pending@example.org');
  await change({ erasingSeconds: 86_400 });
  const intent = { begunAt: begunAt(), repeated: false, since: null };
  const before = (await fixture.control.journal()).at(-1)?.seq ?? 0;
  expect(await access.erase(record, intent)).toMatchObject({ kind: 'pending' });
  expect(await access.erase(record, { ...intent, repeated: true })).toMatchObject({
    kind: 'pending',
  });
  expect(await access.verify(record, begunAt())).toMatchObject({ kind: 'pending' });

  await fixture.control.call('POST', 'clock', { advanceSeconds: 86_401 });
  expect(await access.erase(record, { ...intent, repeated: true })).toEqual({ kind: 'done' });
  expect(await access.verify(record, begunAt(), [by])).toMatchObject({ kind: 'gone' });
  expect(await fixture.control.traces(person.person)).toEqual([]);
  const lines = await fixture.control.journal('orders', before);
  expect(lines.filter(({ path }) => path === '/erase')).toHaveLength(1);
  await change({ erasingSeconds: 0 });
});

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const somebody = known([{ kind: 'email', value: 'ada@example.org' }]);

/** A small service that signs as it is told, and a connector that calls it. */
async function withService(
  listener: RequestListener,
  work: (access: ReturnType<typeof processor.open>) => Promise<void>,
  settings: object = {},
  previousSecret?: string,
) {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const access = processor.open({
    id: systemIdOf('orders'),
    settings: {
      baseUrl: `http://127.0.0.1:${String(port)}`,
      internalHosts: ['127.0.0.1'],
      timeoutSeconds: 1,
      ...settings,
    },
    secrets: { secret, ...(previousSecret !== undefined && { previousSecret }) },
    now: () => new Date(),
  });
  try {
    await work(access);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const answering =
  (body: string, signedBy: string, signed = body, id?: string): RequestListener =>
  (request, response) => {
    void text(request).then(() => {
      const of = id ?? String(request.headers['webhook-id']);
      const at = new Date();
      response.setHeader('webhook-id', of);
      response.setHeader('webhook-timestamp', Math.floor(at.getTime() / 1000));
      response.setHeader('webhook-signature', new Webhook(signedBy).sign(of, at, signed));
      response.end(body);
    });
  };

const nobody = '{"records":[]}';

test.each([
  ['by another secret', answering(nobody, other)],
  ['over another body', answering(nobody, secret, '{"records":[1]}')],
  ['for another call', answering(nobody, secret, nobody, 'msg_of-an-earlier-call')],
])('an answer that is signed %s says nothing about the person', async (_, listener) => {
  await withService(listener, async (access) => {
    await expect(access.find(somebody)).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

test('while a secret is being changed, calls are signed with both secrets and answers with either are accepted', async () => {
  let signatures = '';
  await withService(
    (request, response) => {
      signatures = String(request.headers['webhook-signature']);
      answering(nobody, other)(request, response);
    },
    async (access) => {
      expect((await access.find(somebody)).hits).toEqual([]);
      expect(signatures.split(' ')).toHaveLength(2);
    },
    {},
    other,
  );
});

test('a record without any identifier by which it was found is an unexpected answer', async () => {
  await withService(answering('{"records":[{"id":"1"}]}', secret), async (access) => {
    await expect(access.find(somebody)).rejects.toMatchObject({ code: 'unexpected-answer' });
  });
});

test('parts named after a kind of portable record go into the portable copy', () => {
  const at = '2026-11-01T12:00:00Z';
  expect(processor.portable['order']?.({ number: 'A-17', at, note: '' })).toEqual([
    {
      kind: 'order',
      origin: 'observed',
      at: '2026-11-01T12:00:00.000Z',
      data: { number: 'A-17', at },
    },
  ]);
  expect(processor.portable['profile']?.({ displayName: 'Ada' })).toMatchObject([
    { kind: 'profile', origin: 'provided' },
  ]);
  expect(processor.portable['notes']).toBeUndefined();
});

test('a call is given up when its body arrives too slowly', async () => {
  await withService(
    (_request, response) => {
      response.write('{"records":');
    },
    async (access) => {
      await expect(access.find(somebody)).rejects.toMatchObject({
        code: 'unavailable',
        message: 'connection failed (timed out)',
      });
    },
  );
});

test('a redirect is not followed', async () => {
  await withService(
    (_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/find' }).end();
    },
    async (access) => {
      await expect(access.find(somebody)).rejects.toMatchObject({ code: 'unexpected-answer' });
    },
  );
});
