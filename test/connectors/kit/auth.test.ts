import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { apiKey, basic, bearer, clientCredentials } from '../../../src/connectors/kit/auth.ts';

let server: Server | undefined;
let minute = 0;
const asked: string[] = [];
let answer: { status: number; body: object } = { status: 200, body: {} };

async function authority() {
  server = createServer((request, response) => {
    void text(request).then((body) => {
      asked.push(`${request.headers['content-type'] ?? ''} ${body}`);
      response.writeHead(answer.status).end(JSON.stringify(answer.body));
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return clientCredentials({
    tokenUrl: `http://127.0.0.1:${String(port)}/token`,
    clientId: 'habeas',
    clientSecret: 's&cret+4711',
    scope: 'https://org.example/.default',
    limits: { timeoutSeconds: 5, maxBytes: 10_000 },
    now: () => new Date(minute * 60_000),
  });
}

beforeEach(() => {
  asked.length = 0;
  minute = 0;
});
afterEach(async () => {
  server?.closeAllConnections();
  await new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined)));
  server = undefined;
});

test('fixed credentials go into the header that the vendor names', async () => {
  expect(await bearer('t').headers()).toEqual({ authorization: 'Bearer t' });
  expect(await basic('user', 'pass:word').headers()).toEqual({
    authorization: `Basic ${Buffer.from('user:pass:word').toString('base64')}`,
  });
  expect(await apiKey('x-api-key', 'k').headers()).toEqual({ 'x-api-key': 'k' });
});

test('a token is asked for once, and again when it expires or was rejected', async () => {
  const auth = await authority();
  answer = { status: 200, body: { access_token: 'one', expires_in: 3600, token_type: 'Bearer' } };
  const both = await Promise.all([auth.headers(), auth.headers()]);
  expect(both).toEqual([{ authorization: 'Bearer one' }, { authorization: 'Bearer one' }]);
  minute = 58;
  await auth.headers();
  expect(asked).toEqual([
    'application/x-www-form-urlencoded grant_type=client_credentials&client_id=habeas' +
      '&client_secret=s%26cret%2B4711&scope=https%3A%2F%2Forg.example%2F.default',
  ]);
  answer = { status: 200, body: { access_token: 'two', expires_in: 3600 } };
  minute = 59;
  expect(await auth.headers()).toEqual({ authorization: 'Bearer two' });
  auth.rejected();
  answer = { status: 200, body: { access_token: 'three', expires_in: 3600 } };
  expect(await auth.headers()).toEqual({ authorization: 'Bearer three' });
  expect(asked).toHaveLength(3);
});

test.each([
  [{ status: 401, body: { error: 'invalid_client' } }, 'credentials-rejected'],
  [{ status: 400, body: { error: 'unauthorized_client' } }, 'credentials-rejected'],
  [{ status: 400, body: { error: 'invalid_scope' } }, 'refused'],
  [{ status: 503, body: {} }, 'unavailable'],
  [{ status: 200, body: { token: 'x' } }, 'unexpected-answer'],
])('an authority that answers %j gives %s, and is asked again', async (given, code) => {
  const auth = await authority();
  answer = given;
  await expect(auth.headers()).rejects.toMatchObject({ code });
  answer = { status: 200, body: { access_token: 'later', expires_in: 3600 } };
  expect(await auth.headers()).toEqual({ authorization: 'Bearer later' });
});
