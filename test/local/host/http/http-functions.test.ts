import { request } from 'node:http';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const echo = async (request, context) => ({
  jsonBody: {
    method: request.method, url: request.url, params: request.params,
    query: Object.fromEntries(request.query), headers: Object.fromEntries(request.headers),
    body: request.method === 'GET' ? null : await request.text(),
    user: request.user, triggerMetadata: context.triggerMetadata ?? null,
    traceParent: context.traceContext.traceParent,
  },
});
app.http('echo', { handler: echo });
app.http('order', { route: 'orders/{id:int}/{part?}', methods: ['GET'], handler: echo });
app.http('files', { route: 'files/{*rest}', methods: ['GET'], handler: echo });
app.deleteRequest('gone', { route: 'orders/{id:int}', handler: () => ({ status: 204 }) });
app.http('nothing', { handler: () => undefined });
app.http('text', { handler: () => ({ body: 'plain', headers: { 'x-own': 'yes' }, status: 201 }) });
app.http('bytes', { handler: () => ({ body: Buffer.from([0, 1, 255]) }) });
app.http('primitive', { handler: () => 'text' });
app.http('fails', { handler: () => { throw new Error('what only the log may say'); } });
app.http('cookies', { handler: () => ({ cookies: [
  { name: 'a', value: 'b c' },
  { name: 'd', value: 'e', path: '/x', domain: 'example.org', secure: true, httpOnly: true, sameSite: 'Strict',
    maxAge: 60, expires: new Date(Date.UTC(2030, 0, 1)) },
  { name: 'f', value: 'g', sameSite: 'None' },
] }) });
app.http('bad-route', { route: 'x/{id:odd}', handler: echo });
app.http('own-route', { route: 'admin/x', handler: echo });
`;

let app: HostedApp;

beforeAll(async () => {
  app = await hostApp(
    {
      'main.js': main,
      'host.json': {
        version: '2.0',
        extensions: {
          http: { routePrefix: 'v1', customHeaders: { 'x-content-type-options': 'nosniff' } },
        },
      },
    },
    { environment: { FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '100' } },
  );
});

afterAll(async () => {
  await app.stop();
});

async function echoed(target: string, init?: RequestInit): Promise<Record<string, unknown>> {
  const response = await app.call(target, init);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
}

/** A request as fetch would not send it: chunked, or with a header twice. */
async function raw(
  target: string,
  headers: Record<string, string | string[]>,
  body: string,
): Promise<Record<string, unknown>> {
  return await new Promise((resolve, reject) => {
    const sent = request(app.url + target, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve(JSON.parse(text) as Record<string, unknown>);
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

describe('a request', () => {
  test('reaches the function with address, query, headers and body', async () => {
    const seen = await echoed('/v1/ECHO?a=1&b=x%20y&a=2', {
      method: 'POST',
      body: 'hi',
      headers: { 'X-Own': '1' },
    });
    expect(seen).toMatchObject({
      method: 'POST',
      url: `${app.url}/v1/ECHO?a=1&b=x%20y&a=2`,
      query: { a: '1,2', b: 'x y' },
      headers: { 'x-own': '1', 'content-length': '2' },
      body: 'hi',
      user: null,
      triggerMetadata: null,
    });
  });

  test('has its repeated headers joined', async () => {
    const seen = await raw('/v1/echo', { 'x-own': ['1', '2'], 'content-length': '0' }, '');
    expect(seen['headers']).toMatchObject({ 'x-own': '1, 2' });
  });

  test('loses its body when it comes in chunks without a length', async () => {
    expect(await raw('/v1/echo', { 'transfer-encoding': 'chunked' }, 'lost')).toMatchObject({
      body: '',
    });
  });

  test('has route values, without absent ones', async () => {
    expect(await echoed('/v1/orders/5')).toMatchObject({ params: { id: '5' } });
    expect(await echoed('/v1/orders/5/lines/')).toMatchObject({
      params: { id: '5', part: 'lines' },
    });
    expect(await echoed('/v1/files/a/b%20c%2Fd')).toMatchObject({ params: { rest: 'a/b c%2Fd' } });
  });

  test('continues the caller’s trace', async () => {
    const trace = '0af7651916cd43dd8448eb211c80319c';
    const seen = await echoed('/v1/echo', {
      headers: { traceparent: `00-${trace}-b7ad6b7169203331-01` },
    });
    expect(seen['traceParent']).toMatch(
      new RegExp(`^00-${trace}-(?!b7ad6b7169203331)[0-9a-f]{16}-01$`),
    );
  });

  test('shows the user whom App Service has signed in', async () => {
    const principal = { userId: 'u', identityProvider: 'aad', userDetails: 'd', userRoles: ['r'] };
    const header = Buffer.from(JSON.stringify(principal)).toString('base64');
    const seen = await echoed('/v1/echo', { headers: { 'x-ms-client-principal': header } });
    expect(seen['user']).toMatchObject({ id: 'u' });
  });

  test.each([
    ['GET', '/v1/orders/five'],
    ['POST', '/v1/orders/5'],
    ['HEAD', '/v1/echo'],
    ['GET', '/api/echo'],
    ['GET', '/elsewhere'],
  ])('%s %s is not found', async (method, target) => {
    const response = await app.call(target, { method });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('');
  });

  test('may be too large', async () => {
    const response = await app.call('/v1/echo', { method: 'POST', body: 'x'.repeat(101) });
    expect(response.status).toBe(413);
  });
});

describe('an answer', () => {
  test('keeps status, headers and body', async () => {
    const response = await app.call('/v1/text');
    expect(response.status).toBe(201);
    expect(response.headers.get('x-own')).toBe('yes');
    expect(response.headers.get('content-type')).toBe('text/plain;charset=UTF-8');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('plain');
  });

  test('may be bytes', async () => {
    const response = await app.call('/v1/bytes');
    expect([...new Uint8Array(await response.arrayBuffer())]).toEqual([0, 1, 255]);
  });

  test('without a value is 204', async () => {
    expect((await app.call('/v1/nothing')).status).toBe(204);
    expect((await app.call('/v1/orders/5', { method: 'DELETE' })).status).toBe(204);
  });

  test('sets cookies as ASP.NET writes them', async () => {
    const response = await app.call('/v1/cookies');
    expect(response.headers.getSetCookie()).toEqual([
      'a=b%20c; path=/',
      'd=e; expires=Tue, 01 Jan 2030 00:00:00 GMT; max-age=60; domain=example.org; path=/x; secure; samesite=strict; httponly',
      'f=g; path=/; samesite=none',
    ]);
  });

  test.each(['/v1/fails', '/v1/primitive'])('of %s is an empty 500', async (target) => {
    const response = await app.call(target);
    expect(response.status).toBe(500);
    expect(await response.text()).toBe('');
  });
});

describe('the admin routes', () => {
  test('show the state of the host', async () => {
    expect((await app.call('/admin/host/ping')).status).toBe(200);
    const response = await app.call('/admin/host/status');
    expect(await response.json()).toMatchObject({ state: 'Running' });
  });

  test('describe functions', async () => {
    const response = await app.call('/admin/functions/Order');
    expect(await response.json()).toMatchObject({
      name: 'order',
      config: {
        bindings: [{ type: 'httpTrigger', route: 'orders/{id:int}/{part?}' }, { type: 'http' }],
      },
    });
    const all = (await (await app.call('/admin/functions')).json()) as { name: string }[];
    expect(all.map(({ name }) => name)).toContain('echo');
    expect((await app.call('/admin/functions/nobody')).status).toBe(404);
    expect((await app.call('/admin/elsewhere')).status).toBe(404);
  });

  test('do not run HTTP functions', async () => {
    const response = await app.call('/admin/functions/echo', { method: 'POST', body: '{}' });
    expect(response.status).toBe(400);
  });

  test('show why a function is in error', async () => {
    const reason = async (name: string) =>
      await (await app.call(`/admin/functions/${name}/status`)).json();
    expect(await reason('bad-route')).toEqual({ errors: [expect.stringContaining("'odd'")] });
    expect(await reason('own-route')).toEqual({
      errors: ['The specified route conflicts with one or more built in routes.'],
    });
    expect(await reason('echo')).toEqual({});
  });
});

test('the log shows which function ran, and never the query', async () => {
  await app.call('/v1/echo?secret=s3cr3t');
  await app.stop();
  const output = app.output();
  expect(output).toContain(`echo: [GET,POST] http://localhost:${new URL(app.url).port}/v1/echo`);
  expect(output).toMatch(
    /\[\S+Z\] Executing 'Functions\.echo' \(Reason='This function was programmatically called via the host APIs\.', Id=[0-9a-f-]{36}\)/,
  );
  expect(output).toMatch(
    /Executed 'Functions\.echo' \(Succeeded, Id=[0-9a-f-]{36}, Duration=\d+ms\)/,
  );
  expect(output).toMatch(
    /Executed 'Functions\.fails' \(Failed, Id=[0-9a-f-]{36}, Duration=\d+ms\)/,
  );
  expect(output).toContain('Exception: what only the log may say');
  expect(output).not.toContain('s3cr3t');
});
