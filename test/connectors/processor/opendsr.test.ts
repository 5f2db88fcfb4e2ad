import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import processor from '../../../src/connectors/processor/connector.ts';
import type { Identifier } from '../../../src/domain/identifier.ts';
import { systemIdOf } from '../../../src/domain/system.ts';
import { asCaller } from '../../../src/ports/caller.ts';
import { readDescription } from '../../local/sandbox/support/api-description.ts';
import { sinkOf } from '../../support/export-sink.ts';
import { requestChecker } from '../described-requests.ts';
import { known } from '../known.ts';
import { recordTraffic } from '../recorded-traffic.ts';

interface Submitted {
  readonly subject_request_id: string;
  readonly subject_request_type: string;
}

// A processor as the specification describes it.
const requests = new Map<string, Submitted>();
let now = Date.parse('2026-11-01T12:00:00Z');
let status = 'pending';
let hasResults = true;
let baseUrl = '';
let server: Server;

const expected = '2026-11-11T12:00:00Z';
const ids = (id: string) => ({
  controller_id: 'nordlicht',
  subject_request_id: id,
  expected_completion_time: expected,
});

async function answer(request: IncomingMessage): Promise<[number, object]> {
  const { method, url = '' } = request;
  if (request.headers.authorization !== 'Bearer opendsr-token')
    return [401, { error: { code: 401 } }];
  if (url === '/v2/discovery')
    return [
      200,
      {
        api_version: '2.0',
        supported_identities: [{ identity_type: 'email', identity_format: 'raw' }],
        supported_subject_request_types: ['erasure', 'access'],
        processor_certificate: 'https://processor.example/certificate.pem',
      },
    ];
  if (url === '/v2/results') return [200, [{ event: 'visit' }, { event: 'order' }]];
  if (method === 'POST') {
    const submitted = (await json(request)) as Submitted;
    const id = submitted.subject_request_id;
    if (requests.has(id)) return [400, { error: { code: 400 } }];
    requests.set(id, submitted);
    const received = { received_time: '2026-11-01T12:00:00Z', encoded_request: '' };
    return [201, { ...ids(id), ...received }];
  }
  const id = url.split('/').at(-1) ?? '';
  if (!requests.has(id)) return [404, { error: { code: 404 } }];
  const results = hasResults
    ? { results_url: `${baseUrl}/results`, results_count: 2 }
    : { results_count: 0 };
  return [200, { ...ids(id), request_status: status, ...(status === 'completed' && results) }];
}

async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const [code, body] = await answer(request);
  response.writeHead(code, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

beforeAll(async () => {
  server = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  baseUrl = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/v2`;
});
beforeEach(() => {
  requests.clear();
  status = 'pending';
  hasResults = true;
  now = Date.parse('2026-11-01T12:00:00Z');
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const open = (token = 'opendsr-token') =>
  processor.open({
    id: systemIdOf('analytics'),
    settings: { baseUrl, internalHosts: ['127.0.0.1'], dialect: 'opendsr' },
    secrets: { token },
    now: () => new Date(now),
  });

const account: Identifier = {
  kind: 'account',
  system: systemIdOf('b2c-de'),
  objectId: '2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11',
};
const email: Identifier = { kind: 'email', value: 'ada@example.org' };
const intent = { begunAt: '2026-11-01T12:00:00Z', repeated: false, since: null };

test('every identifier that the processor may know becomes a request of its own, and nobody is reported as absent', async () => {
  const { hits, searched, notSearched } = await open().find(
    known([account, email, { kind: 'phone', value: '+4930123456' }]),
  );
  expect(hits.map(({ record }) => record.scope)).toEqual(['controller_customer_id', 'email']);
  expect(hits.map(({ preview }) => preview)).toEqual(['asked by object ID', 'a…@example.org']);
  expect(searched).toEqual([]);
  expect(notSearched).toEqual([{ what: 'whether-it-knows-the-person', why: 'not-offered' }]);
});

test('an erasure is requested once and polled, and ends as unverifiable, because nothing can be read back', async () => {
  const access = open();
  const [hit] = (await access.find(known([email]))).hits;
  const record = hit!.record;
  expect(await access.erase(record, intent)).toMatchObject({ kind: 'pending' });
  const again = { ...intent, repeated: true };
  status = 'in_progress';
  now += 3_600_000;
  expect(await access.erase(record, again)).toEqual({
    kind: 'pending',
    seconds: 3600,
    until: expected,
  });
  status = 'completed';
  expect(await access.erase(record, again)).toEqual({ kind: 'done' });
  expect(await access.verify(record, intent.begunAt)).toEqual({
    kind: 'unverifiable',
    reason: 'not-offered',
  });
  expect([...requests.values()]).toMatchObject([
    {
      regulation: 'gdpr',
      subject_request_type: 'erasure',
      subject_identities: [
        { identity_type: 'email', identity_value: 'ada@example.org', identity_format: 'raw' },
      ],
    },
  ]);
  // A later erasure of the same person is another request.
  await access.erase(record, { ...intent, begunAt: '2026-12-01T12:00:00Z' });
  expect(requests.size).toBe(2);
});

test('a request that the processor lost is sent again with the same id', async () => {
  const access = open();
  const record = { kind: 'identity', id: 'ada@example.org', scope: 'email' };
  await access.erase(record, intent);
  const [id] = requests.keys();
  requests.clear();
  await access.erase(record, { ...intent, repeated: true });
  expect([...requests.keys()]).toEqual([id]);
});

test.each([
  ['cancelled', 0, 'refused'],
  ['in_progress', 11 * 86_400_000, 'unavailable'],
])('a request that is %s after %d ms is %s', async (state, passed, code) => {
  const access = open();
  const record = { kind: 'identity', id: 'ada@example.org', scope: 'email' };
  await access.erase(record, intent);
  status = state;
  now += passed;
  await expect(access.erase(record, { ...intent, repeated: true })).rejects.toMatchObject({ code });
});

test('each request asks for a copy once, waits for it, and reads it at the address that the processor names', async () => {
  const access = open();
  const record = { kind: 'identity', id: 'ada@example.org', scope: 'email' };
  const exporting = (request: string) => asCaller(request, () => access.export(record, sinkOf()));
  await expect(exporting('r1')).rejects.toMatchObject({ why: 'preparing' });
  await expect(exporting('r1')).rejects.toMatchObject({ why: 'preparing' });
  expect(requests.size).toBe(1);
  status = 'completed';
  expect(await exporting('r1')).toEqual({ results: 2 });
  hasResults = false;
  expect(await exporting('r1')).toEqual({ results: 0 });
  await exporting('r2').catch(() => undefined);
  expect(requests.size).toBe(2);
});

test('a rejected token is reported, also by the probe', async () => {
  expect(await open().probe()).toEqual({ reachable: true, problems: [] });
  expect((await open('another').probe()).problems).toHaveLength(1);
  const record = { kind: 'identity', id: 'ada@example.org', scope: 'email' };
  await expect(open('another').erase(record, intent)).rejects.toMatchObject({
    code: 'credentials-rejected',
  });
});

test('every request is as the specification describes it', async () => {
  const access = open();
  const traffic = await recordTraffic(async () => {
    await access.probe();
    const record = { kind: 'identity', id: account.objectId, scope: 'controller_customer_id' };
    await access.erase(record, intent);
    await access.erase(record, { ...intent, repeated: true });
    await access.export(record, sinkOf()).catch(() => undefined);
  });
  expect(traffic.map(({ method }) => method)).toEqual(['GET', 'POST', 'GET', 'GET', 'POST']);
  const check = requestChecker('opendsr', '/v2');
  const answers = readDescription('opendsr', '/v2', {});
  expect(
    traffic
      .flatMap((one) => [
        check(one),
        answers.problemsOf(one.method, one.target, one.status, one.received),
      ])
      .filter((problem) => problem !== null),
  ).toEqual([]);
});
