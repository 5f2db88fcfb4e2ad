// Cases that Azure's host refuses or reports, and that a tolerant local host would not. Each test names its source.
import { until } from '../../../support/until.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const df = require('durable-functions');
const http = (name, options) => app.http(name, { authLevel: 'anonymous', handler: () => ({ body: name }), ...options });
http('first', { route: 'orders/{id}', methods: ['GET', 'POST'] });
http('second', { route: 'Orders/{id}', methods: ['POST'] });
http('third', { route: 'orders/{id}', methods: ['DELETE'] });
for (const route of ['admin', 'admin/x', 'administrivia', 'runtime/x', 'Runtimes']) http('at-' + route.replace('/', '-'), { route });
http('manage', { route: 'manage/admin' });
http('slow', { handler: () => new Promise(() => {}) });
df.app.orchestration('lost', function* (context) { yield context.df.callActivity('nowhere'); });
df.app.orchestration('asks', function* (context) { return { input: context.df.getInput() }; });
df.app.activity('known', { handler: () => 1 });
`;

let app: HostedApp;
beforeAll(async () => {
  app = await hostApp(
    {
      'main.js': main,
      'host.json': { version: '2.0', functionTimeout: '00:00:00.5000000' },
      'local.settings.json': { Host: { CORS: 'https://spa.example', CORSCredentials: true } },
    },
    {
      environment: {
        HABEAS_HOST_RAW: '1',
        languageWorkers__node__arguments: '--inspect=0 --no-deprecation',
      },
    },
  );
  await until('it has said all about its start', () => app.output().includes('Host lock lease'));
});
afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

const status = async (method: string, target: string) =>
  (await app.call(target, { method })).status;

// Azure/azure-functions-host, ScriptHost.ValidateFunction and its tests (ValidateFunction_ValidatesHttpRoutes).
test('a route that begins with a built-in route puts its function in error, and the others run', async () => {
  const message = 'The specified route conflicts with one or more built in routes.';
  for (const name of ['admin', 'admin-x', 'administrivia', 'runtime-x', 'Runtimes'])
    expect(app.output()).toContain(`The 'at-${name}' function is in error: ${message}`);
  expect(await status('GET', '/api/administrivia')).toBe(404);
  await until('the call is logged', () =>
    app
      .output()
      .includes(`The 'at-administrivia' function was called, but is in error: ${message}`),
  );
  expect(await status('GET', '/api/manage/admin')).toBe(200);
});

// https://github.com/Azure/azure-functions-host/issues/7675 shows the line; HttpRoutesConflict compares route and methods.
test('of two functions with the same route and method the second is in error', async () => {
  const message = "The route specified conflicts with the route defined by function 'first'.";
  expect(app.output()).toContain(`The 'second' function is in error: ${message}`);
  expect(app.output()).not.toContain("'third' function is in error");
  expect(await (await app.call('/api/orders/1', { method: 'POST' })).text()).toBe('first');
  expect(await (await app.call('/api/orders/1', { method: 'DELETE' })).text()).toBe('third');
});

// Azure/azure-webjobs-sdk, FunctionExecutor.TryHandleTimeoutAsync.
test('a function time-out has the text of the WebJobs SDK', async () => {
  expect(await status('GET', '/api/slow')).toBe(500);
  await until('it is logged', () =>
    app
      .output()
      .includes('Timeout value of 00:00:00.5000000 was exceeded by function: Functions.slow'),
  );
});

// Scripts wait for it, for example backendStartPattern of the Teams Toolkit.
test('the line about the host lock is printed after the start', () => {
  expect(app.output()).toMatch(/Host lock lease acquired by instance ID '[0-9A-F]{32}'\./);
});

// https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
test('Host.CORS allows the named origins and no other', async () => {
  const preflight = (origin: string) =>
    app.call('/api/manage/admin', {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'PUT',
        'access-control-request-headers': 'x-own',
      },
    });
  const allowed = await preflight('https://spa.example');
  expect(allowed.status).toBe(204);
  expect(Object.fromEntries(allowed.headers)).toMatchObject({
    'access-control-allow-origin': 'https://spa.example',
    'access-control-allow-methods': 'PUT',
    'access-control-allow-headers': 'x-own',
    'access-control-allow-credentials': 'true',
    vary: 'Origin',
  });
  const refused = await preflight('https://other.example');
  expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([204, null]);
  const post = (origin: string) =>
    app.call('/api/orders/1', { method: 'POST', headers: { origin } });
  const answer = await post('https://spa.example');
  expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([
    200,
    'https://spa.example',
  ]);
  expect((await post('https://other.example')).status).toBe(403);
});

// Recorded from the real extension (recordings 334 and 335): the orchestration hangs. Nothing else reports it, so this host logs it.
test('a call to an unknown activity is logged when it happens', async () => {
  const base = '/runtime/webhooks/durabletask';
  await app.call(`${base}/orchestrators/lost/one`, { method: 'POST' });
  await until('it is logged', () =>
    app
      .output()
      .includes(
        "one: The function 'nowhere' doesn't exist, is disabled, or is not an activity function. Additional info: The following are the known activity functions: 'known'.",
      ),
  );
});

// Recorded: the extension keeps a JSON null as the text `null`. A start without a body has no input.
test('a start with null as its input is stored as such', async () => {
  const base = '/runtime/webhooks/durabletask';
  const inputOf = async (id: string, body?: string) => {
    await app.call(`${base}/orchestrators/asks/${id}`, { method: 'POST', ...(body && { body }) });
    return until('it has started', async () => {
      const read = await app.call(`${base}/raw/${id}`);
      const { history } = (await read.json()) as { history: { Name?: string; Input?: unknown }[] };
      const started = history.find(({ Name }) => Name === 'asks');
      return started && { input: started.Input };
    });
  };
  expect(await inputOf('with', 'null')).toEqual({ input: 'null' });
  expect(await inputOf('without')).toEqual({ input: null });
});

// https://learn.microsoft.com/azure/azure-functions/functions-app-settings#languageworkers__node__arguments
test('the arguments of Node workers reach the worker', () => {
  expect(app.output()).toMatch(/Debugger listening on ws:\/\/127\.0\.0\.1:\d+\//);
});
