import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { until } from '../../../support/until.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const { ReadableStream } = require('node:stream/web');
app.setup({ enableHttpStream: true });
let open;
app.http('echo', { route: 'echo/{id?}', handler: async (request) => ({ jsonBody: {
  method: request.method, url: request.url, params: request.params, query: [...request.query],
  headers: Object.fromEntries(request.headers), body: request.method === 'GET' ? null : await request.text() } }) });
app.post('mirror', (request) => ({ body: request.body, headers: { 'content-type': 'text/plain' } }));
app.post('length', async (request, context) => {
  let length = 0;
  try { for await (const chunk of request.body) length += chunk.length; }
  catch { context.log('the sender went away'); throw new Error('incomplete'); }
  return { jsonBody: { length } };
});
app.http('events', { handler: () => ({ headers: { 'content-type': 'text/event-stream' },
  body: new ReadableStream({ start(controller) { open = controller; controller.enqueue(Buffer.from('data: 1\\n\\n')); } }) }) });
app.http('next', { handler: () => { open.enqueue(Buffer.from('data: 2\\n\\n')); open.close(); return { status: 204 }; } });
app.http('breaks', { handler: () => ({ body: new ReadableStream({ start(controller) {
  controller.enqueue(Buffer.from('half')); setImmediate(() => controller.error(new Error('broken'))); } }) }) });
app.http('fails', { handler: () => { throw new Error('failed'); } });
app.http('nothing', { handler: () => undefined });
app.http('cookie', { handler: () => ({ status: 201, cookies: [{ name: 'a', value: 'b' }] }) });
`;

let app: HostedApp;

beforeAll(async () => {
  app = await hostApp({ 'main.js': main }, { commandLine: ['--strict'] });
});

afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

function open(target: string) {
  const sent = request(app.url + target, { method: 'POST' });
  const answered = once(sent, 'response').then(([response]) => response as IncomingMessage);
  return { sent, answered };
}

test('a function gets address, route values, query, headers and a chunked body', async () => {
  const response = await app.call('/api/echo/5?a=1&a=2', {
    method: 'POST',
    body: new Blob(['in ', 'chunks']).stream(),
    duplex: 'half',
    headers: { 'x-own': 'yes' },
  });
  const seen = (await response.json()) as { headers: Record<string, string> };
  expect(seen).toMatchObject({
    method: 'POST',
    url: `${app.url}/api/echo/5?a=1&a=2`,
    params: { id: '5' },
    query: [
      ['a', '1'],
      ['a', '2'],
    ],
    headers: { 'x-own': 'yes', host: new URL(app.url).host },
    body: 'in chunks',
  });
  expect(Object.keys(seen.headers)).not.toContain('x-ms-invocation-id');
});

test('bodies stream in both directions at the same time', async () => {
  const { sent, answered } = open('/api/mirror');
  sent.write('first');
  const response = await answered;
  const chunks = response.setEncoding('utf8').iterator() as AsyncIterableIterator<string>;
  expect((await chunks.next()).value).toBe('first');
  sent.end('second');
  expect((await chunks.next()).value).toBe('second');
  expect((await chunks.next()).done).toBe(true);
});

test('a response is sent while the function still produces it', async () => {
  const response = await app.call('/api/events');
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  expect((await reader?.read())?.value).toBe('data: 1\n\n');
  await app.call('/api/next');
  expect((await reader?.read())?.value).toBe('data: 2\n\n');
  expect((await reader?.read())?.done).toBe(true);
});

test('status, cookies and empty bodies arrive', async () => {
  const response = await app.call('/api/cookie');
  expect(response.status).toBe(201);
  expect(response.headers.getSetCookie()).toEqual(['a=b']);
});

test('a failing function gives an empty 500', async () => {
  const response = await app.call('/api/fails');
  expect(response.status).toBe(500);
  expect(await response.text()).toBe('');
});

test('a response that fails halfway closes the connection', async () => {
  const response = await app.call('/api/breaks');
  await expect(response.text()).rejects.toThrow('terminated');
});

test('a function notices that its caller has disconnected', async () => {
  const { sent, answered } = open('/api/length');
  answered.catch(() => undefined);
  sent.on('error', () => undefined);
  sent.write('some');
  await until('the function runs', () => app.output().includes("Executing 'Functions.length'"));
  sent.destroy();
  await until('the function noticed', () => app.output().includes('the sender went away'));
});

test('strict mode answers 500 and names the function that returned nothing', async () => {
  expect((await app.call('/api/nothing')).status).toBe(500);
  await until('it is logged', () =>
    app.output().includes("The function 'nothing' returned nothing"),
  );
});
