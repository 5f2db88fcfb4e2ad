import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import path from 'node:path';
import type { Keys } from '../../../../local/host/settings/keys.ts';
import { until } from '../../../support/until.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const df = require('durable-functions');
df.app.orchestration('waits', function* (context) { return yield context.df.waitForExternalEvent('go'); });
const client = (name, handler) => app.http(name, { authLevel: 'anonymous', extraInputs: [df.input.durableClient()], handler });
client('begin', async (request, context) => ({ body: await df.getClient(context).startNew('waits') }));
client('state', async (request, context) =>
  ({ jsonBody: await df.getClient(context).getStatus(request.query.get('id')) }));
client('rpc', (request, context) => ({ body: context.extraInputs.get(
  context.options.extraInputs.find(({ type }) => type === 'durableClient')).rpcBaseUrl }));
app.http('change', { methods: ['GET', 'POST', 'OPTIONS'], authLevel: 'anonymous', handler: () => ({ status: 204 }) });
`;

let app: HostedApp;
let keys: Keys;
let port: string;

beforeAll(async () => {
  app = await hostApp({ 'main.js': main }, { commandLine: ['--auth'] });
  keys = JSON.parse(readFileSync(path.join(app.dataFolder, 'keys.json'), 'utf8')) as Keys;
  port = new URL(app.url).port;
});

afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

const bases = ['/durabletask', '/runtime/webhooks/durabletask'];

async function status(method: string, target: string, key?: string): Promise<number> {
  const headers: Record<string, string> = key === undefined ? {} : { 'x-functions-key': key };
  return (await app.call(target, { method, headers })).status;
}

test('with --auth, both addresses of the durable API require the system or master key', async () => {
  const calls = [
    ['GET', '/instances'],
    ['POST', '/orchestrators/waits'],
    ['POST', '/instances/none/terminate?reason=x'],
    ['DELETE', '/instances/none'],
    ['DELETE', '/instances?createdTimeFrom=2000-01-01T00:00:00Z'],
    ['POST', '/entities/counter/one?op=add'],
  ] as const;
  for (const base of bases) {
    for (const [method, target] of calls) {
      expect([target, await status(method, base + target)]).toEqual([target, 401]);
      expect(await status(method, base + target, keys.host['default'])).toBe(401);
    }
    for (const key of [keys.master, keys.system['durabletask_extension']])
      expect(await status('GET', `${base}/instances`, key)).toBe(200);
  }
  const answer = await (
    await app.call('/durabletask/orchestrators/waits', { method: 'POST' })
  ).text();
  expect(answer).toBe('');
});

test('the app’s own durable client uses a secret address', async () => {
  const id = await (await app.call('/api/begin')).text();
  const state = await until('the flow runs', async () => {
    const read = (await (await app.call(`/api/state?id=${id}`)).json()) as {
      runtimeStatus: string;
    };
    return read.runtimeStatus === 'Running' && read;
  });
  expect(state).toMatchObject({ name: 'waits', instanceId: id });
  const secret = await (await app.call('/api/rpc')).text();
  expect(secret).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/durabletask/[\\w-]{32}/$`));
  expect(await status('GET', '/durabletask/12345678901234567890123456789012/instances')).toBe(401);
});

test('admin routes require the master key', async () => {
  for (const target of ['/admin/functions', '/admin/host/status', '/admin/functions/change'])
    expect([await status('GET', target), await status('GET', target, keys.master)]).toEqual([
      401, 200,
    ]);
  expect(await status('POST', '/admin/functions/waits')).toBe(401);
});

test('without --auth no answer contains a real key', async () => {
  const open = await hostApp({ 'main.js': main });
  const started = await open.call('/durabletask/orchestrators/waits', { method: 'POST' });
  expect(started.status).toBe(202);
  const text = await started.text();
  expect(text).toContain('code=');
  const own = JSON.parse(readFileSync(path.join(open.dataFolder, 'keys.json'), 'utf8')) as Keys;
  for (const key of [own.master, ...Object.values(own.system), ...Object.values(own.host)])
    expect(text).not.toContain(key);
  await open.stop();
});

/** A request with headers that fetch would not send. */
function answered(method: string, headers: Record<string, string>, target = '/api/change') {
  return new Promise<number | undefined>((resolve, reject) => {
    const sent = request(app.url + target, { method, headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sent.on('error', reject);
    sent.end(method === 'POST' ? 'x' : undefined);
  });
}

test('a foreign domain that resolves to this machine is refused', async () => {
  for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST', '[::1]'])
    expect([name, await answered('GET', { host: `${name}:${port}` })]).toEqual([name, 204]);
  for (const host of [`rebound.example:${port}`, '127.0.0.1', 'localhost:1', `localhost.:${port}`])
    expect([host, await answered('GET', { host })]).toEqual([host, 403]);
});

test('a page of another origin can change nothing', async () => {
  const own = `http://localhost:${port}`;
  expect(await answered('POST', { origin: own })).toBe(204);
  for (const origin of [
    'https://page.example',
    'null',
    'http://localhost:1',
    `https://localhost:${port}`,
  ])
    expect([origin, await answered('POST', { origin, 'content-type': 'text/plain' })]).toEqual([
      origin,
      403,
    ]);
  const foreign = { origin: 'https://page.example' };
  const key = { 'x-functions-key': keys.master, authorization: 'Bearer x' };
  for (const base of [...bases, '/admin/functions'])
    expect(await answered('POST', { ...foreign, ...key }, `${base}/waits`)).toBe(403);
  expect(await answered('OPTIONS', foreign)).toBe(204);
});

test('a request of another origin with a bearer token reaches the function, because browsers send a preflight request before it', async () => {
  const foreign = { origin: 'https://portal.example', authorization: 'Bearer token' };
  expect(await answered('POST', foreign)).toBe(204);
});

function firstLine(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
    socket.setEncoding('latin1').once('data', (answer: string) => {
      resolve(answer.split('\r\n')[0] ?? '');
      socket.destroy();
    });
    socket.on('error', reject);
  });
}

test.each([
  ['none', ''],
  ['an empty one', 'Host:\r\n'],
  ['two', `Host: 127.0.0.1:PORT\r\nHost: localhost:PORT\r\n`],
  ['one with a blank', 'Host: local host:PORT\r\n'],
  ['one with a user', 'Host: me@localhost:PORT\r\n'],
  ['one with an open bracket', 'Host: [::1:PORT\r\n'],
  ['one with an invalid port', 'Host: localhost:99999\r\n'],
  ['one with a path', 'Host: localhost:PORT/x\r\n'],
])('a malformed Host header is 400: %s', async (_what, header) => {
  const text = `GET /api/change HTTP/1.1\r\n${header.replaceAll('PORT', port)}\r\n`;
  expect(await firstLine(text)).toBe('HTTP/1.1 400 Bad Request');
});

test('a request target that is not a path is 400', async () => {
  const target = `http://127.0.0.1:${port}/api/change`;
  const text = `GET ${target} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\n\r\n`;
  expect(await firstLine(text)).toBe('HTTP/1.1 400 Bad Request');
});
