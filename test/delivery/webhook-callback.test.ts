import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Webhook } from 'standardwebhooks';
import { createWebhookCallback } from '../../src/delivery/webhook-callback.ts';
import type { CallbackPolicy } from '../../src/domain/policy.ts';
import type { StatusEvent } from '../../src/ports/status-queue.ts';

const secret = (letter: string): string => `whsec_${Buffer.alloc(32, letter).toString('base64')}`;
const now = () => new Date();
const open: CallbackPolicy = {
  allowHttp: true,
  allowPrivateAddresses: true,
  origins: [],
  webhookSecret: secret('a'),
};
const event: StatusEvent = {
  specversion: '1.0',
  id: 'id.finished',
  source: 'https://dsar.example.org/',
  type: 'habeas.request.finished.v1',
  time: '2026-03-02T10:00:00.000Z',
  datacontenttype: 'application/json',
  data: { id: 'id', reference: 'Grüße' },
};

interface Received {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let server: Server;
let port: number;
let received: Received[];
let status: number;

beforeEach(async () => {
  received = [];
  status = 204;
  server = createServer((request, response) => {
    void text(request).then((body) => {
      received.push({ path: request.url ?? '', headers: request.headers, body });
      response.writeHead(status, { location: '/elsewhere' }).end('thanks');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterEach(() => {
  server.close();
});

const url = (host = '127.0.0.1'): string => `http://${host}:${String(port)}/hooks/dsar?x=1`;

test('a receiver verifies the callback with the Standard Webhooks library', async () => {
  expect(await createWebhookCallback(open, now).post(url(), event)).toBe(true);
  const [call] = received;
  expect(call?.path).toBe('/hooks/dsar?x=1');
  expect(call?.headers['content-type']).toBe('application/cloudevents+json');
  expect(call?.headers['webhook-id']).toBe(event.id);
  const verified = new Webhook(secret('a')).verify(
    call?.body ?? '',
    call?.headers as Record<string, string>,
  );
  expect(verified).toEqual(event);
});

test('a callback is signed with each secret of its origin, and not with the default secret', async () => {
  const origin = `http://127.0.0.1:${String(port)}`;
  const rotating = { ...open, origins: [{ origin, secrets: [secret('b'), secret('c')] }] };
  await createWebhookCallback(rotating, now).post(url(), event);
  const { headers, body } = received[0] ?? { headers: {}, body: '' };
  const verify = (letter: string): unknown =>
    new Webhook(secret(letter)).verify(body, headers as Record<string, string>);
  expect(verify('b')).toEqual(event);
  expect(verify('c')).toEqual(event);
  expect(() => verify('a')).toThrow();
});

test.each([200, 202, 299])('answer %i means delivered', async (answer) => {
  status = answer;
  expect(await createWebhookCallback(open, now).post(url(), event)).toBe(true);
});

test.each([301, 307, 400, 401, 410, 500, 503])('answer %i means not delivered', async (answer) => {
  status = answer;
  expect(await createWebhookCallback(open, now).post(url(), event)).toBe(false);
});

test('redirects are not followed', async () => {
  status = 307;
  await createWebhookCallback(open, now).post(url(), event);
  expect(received.map(({ path }) => path)).toEqual(['/hooks/dsar?x=1']);
});

test('a refused connection means not delivered', async () => {
  expect(await createWebhookCallback(open, now).post('http://127.0.0.1:9/', event)).toBe(false);
});

test.each([
  ['a private address', { allowPrivateAddresses: false }, '127.0.0.1'],
  ['a host name with a private address', { allowPrivateAddresses: false }, 'localhost'],
  ['plain http', { allowHttp: false }, '127.0.0.1'],
])('%s is not called when the policy forbids it', async (_name, policy, host) => {
  const callback = createWebhookCallback({ ...open, ...policy }, now);
  expect(await callback.post(url(host), event)).toBe(false);
  expect(received).toEqual([]);
});
