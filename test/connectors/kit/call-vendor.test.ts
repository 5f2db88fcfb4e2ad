import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import { bearer } from '../../../src/connectors/kit/auth.ts';
import { vendorClient, type VendorClient } from '../../../src/connectors/kit/call-vendor.ts';
import { fieldOfJson } from '../../../src/connectors/kit/field-of-json.ts';
import { pacer } from '../../../src/connectors/kit/pacer.ts';
import { SystemFailure } from '../../../src/domain/failure.ts';
import { asCaller } from '../../../src/ports/caller.ts';
import { virtualClock } from './virtual-clock.ts';

const secret = 'Bearer very-secret-4711';
const canary = 'ada.canary%40example.org';
let server: Server | undefined;

afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

async function clientFor(answer: RequestListener, maxBytes = 10_000): Promise<VendorClient> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return clientAt(port, maxBytes);
}

const optionsAt = (port: number, maxBytes = 10_000) => ({
  baseUrl: `http://127.0.0.1:${String(port)}/`,
  auth: bearer(secret.slice('Bearer '.length)),
  limits: { timeoutSeconds: 0.3, maxBytes },
  now: () => new Date('2026-11-21T08:00:00Z'),
  vendorCode: (body: string) => fieldOfJson(body, 'category'),
  notFoundCode: 'NOT_FOUND',
});

const clientAt = (port: number, maxBytes?: number) => vendorClient(optionsAt(port, maxBytes));

const shape = z.object({ id: z.string() });
const call = { method: 'GET', path: `/people/${canary}` } as const;

async function failureOf(work: Promise<unknown>): Promise<SystemFailure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SystemFailure)) throw new Error('no failure', { cause: error });
  const told = `${error.message} ${String(error.cause)} ${error.stack ?? ''}`;
  expect(told).not.toMatch(/canary|very-secret|people/);
  return error;
}

test('reads an answer of the documented shape, with our credentials', async () => {
  let authorization: string | undefined;
  const client = await clientFor((request, response) => {
    authorization = request.headers.authorization;
    response.end('{"id":"1","more":true}');
  });
  await expect(client.read(call, shape)).resolves.toEqual({ id: '1' });
  expect(authorization).toBe(secret);
});

test('returns undefined or false when the vendor says that there is nothing, and throws otherwise', async () => {
  const client = await clientFor((_, response) =>
    response.writeHead(404).end('{"category":"NOT_FOUND"}'),
  );
  await expect(client.readIfThere(call, shape)).resolves.toBeUndefined();
  await expect(client.tell(call)).resolves.toBe(false);
  expect((await failureOf(client.read(call, shape))).code).toBe('refused');
});

test.each([
  ['a page of a proxy', '<html>404 Not Found</html>', 'unexpected-answer'],
  ['another error', '{"category":"NO_SUCH_ROUTE"}', 'refused'],
])('a 404 that is %s does not mean "nothing there"', async (_, body, code) => {
  const client = await clientFor((__, response) => response.writeHead(404).end(body));
  for (const work of [client.readIfThere(call, shape), client.tell(call)])
    expect((await failureOf(work)).code).toBe(code);
});

test.each([
  ['HTML', 'text/html', '<html>ada.canary@example.org</html>'],
  ['truncated JSON', 'application/json', '{"id":"ada.canary'],
  ['another shape', 'application/json', '{"id":{"canary":1}}'],
  ['nothing', 'application/json', ''],
])('%s with a 200 is an unexpected answer', async (_, type, body) => {
  const client = await clientFor((__, response) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  expect((await failureOf(client.read(call, shape))).code).toBe('unexpected-answer');
});

test('ignores the body of the answer to a changing call', async () => {
  const client = await clientFor((_, response) => response.end('<html>done</html>'));
  await expect(client.tell({ method: 'POST', path: '/erase', body: { id: '1' } })).resolves.toBe(
    true,
  );
});

test('reports an HTML page with status 503 as unavailable, with a Retry-After that is a date', async () => {
  const client = await clientFor((_, response) => {
    response.writeHead(503, { 'retry-after': 'Sat, 21 Nov 2026 08:05:00 GMT' });
    response.end('<html>canary</html>');
  });
  const failure = await failureOf(client.read(call, shape));
  expect(failure).toMatchObject({ code: 'unavailable', retryAfter: 300 });
});

test('stops reading an answer that is too long', async () => {
  const client = await clientFor(
    (_, response) => response.end(`{"id":"${'x'.repeat(2_000)}"}`),
    1_000,
  );
  expect((await failureOf(client.read(call, shape))).code).toBe('unexpected-answer');
});

test('follows no redirect', async () => {
  const paths: (string | undefined)[] = [];
  const client = await clientFor((request, response) => {
    paths.push(request.url);
    response.writeHead(302, { location: '/elsewhere' }).end();
  });
  expect((await failureOf(client.read(call, shape))).code).toBe('unexpected-answer');
  expect(paths).toEqual([call.path]);
});

test('gives up when an answer never comes or stops half-way', async () => {
  const silent = await clientFor(() => undefined);
  expect(await failureOf(silent.read(call, shape))).toMatchObject({
    code: 'unavailable',
    message: 'connection failed (timed out)',
  });
  server?.closeAllConnections();
  server?.close();
  const stopping = await clientFor((_, response) => {
    response.writeHead(200, { 'content-length': 100 });
    response.write('{"id":');
    setImmediate(() => response.destroy());
  });
  expect((await failureOf(stopping.read(call, shape))).code).toBe('unavailable');
});

test('makes no call when the flow must wait', async () => {
  let calls = 0;
  await clientFor((_, response) => {
    calls += 1;
    response.end('{"id":"1"}');
  });
  const { port } = server?.address() as AddressInfo;
  const client = vendorClient({ ...optionsAt(port), pace: pacer(1, 10, virtualClock()) });
  const read = (key: string) => asCaller(key, () => client.read(call, shape));
  await read('r1');
  await expect(read('r2')).rejects.toMatchObject({ name: 'TurnLater', seconds: 10 });
  await expect(read('r3')).rejects.toMatchObject({ name: 'TurnLater', seconds: 20 });
  expect(calls).toBe(1);
});

test('the Retry-After of one request makes all other requests wait', async () => {
  let calls = 0;
  const client = await clientFor((_, response) => {
    calls += 1;
    response.writeHead(429, { 'retry-after': '300' }).end('{}');
  });
  const read = (key: string) => asCaller(key, () => client.read(call, shape));
  await expect(read('r1')).rejects.toMatchObject({ code: 'throttled', retryAfter: 300 });
  await expect(read('r2')).rejects.toMatchObject({ name: 'TurnLater' });
  await expect(read('r1')).rejects.toMatchObject({ name: 'TurnLater' });
  expect(calls).toBe(1);
});

test('waiting in the queue for a vendor counts neither towards the timeout nor towards the time in calls', async () => {
  const client = await clientFor((_, response) => {
    setTimeout(() => response.end('{"id":"1"}'), 100);
  });
  const { port } = server?.address() as AddressInfo;
  const narrow = vendorClient({ ...optionsAt(port), simultaneousCalls: 1 });
  await asCaller('r1', () => client.read(call, shape));
  // Five calls of 100 ms, one after another, with a timeout of 300 ms each.
  const all = await asCaller('r1', () =>
    Promise.all(Array.from({ length: 5 }, () => narrow.read(call, shape))),
  );
  expect(all).toHaveLength(5);
});

test('reports a refused connection with its stable code', async () => {
  await clientFor(() => undefined);
  const { port } = server?.address() as AddressInfo;
  await new Promise((resolve) => server?.close(resolve));
  server = undefined;
  const failure = await failureOf(clientAt(port).read(call, shape));
  expect(failure).toMatchObject({
    code: 'unavailable',
    message: 'connection failed (ECONNREFUSED)',
    retryAfter: null,
  });
});
