import { hostApp, type HostedApp } from './hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const df = require('durable-functions');
df.app.orchestration('greet', function* (context) { return yield context.df.callActivity('hello', context.df.getInput()); });
df.app.activity('hello', { handler: (name, context) => 'hello ' + name + ' ' + context.triggerMetadata.instanceId });
const options = (handler) => ({ extraInputs: [df.input.durableClient()], handler });
app.http('begin', options(async (request, context) => {
  const client = df.getClient(context);
  return client.createCheckStatusResponse(request, await client.startNew('greet', { instanceId: 'one', input: 'you' }));
}));
app.http('wait', options((request, context) =>
  df.getClient(context).waitForCompletionOrCreateCheckStatusResponse(request, 'one', {
    timeoutInMilliseconds: 20000, retryIntervalInMilliseconds: 20 })));
app.http('links', options((request, context) => ({ jsonBody: df.getClient(context).createHttpManagementPayload('one') })));
`;

let app: HostedApp;

beforeAll(async () => {
  app = await hostApp({ 'main.js': main });
});

afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

test('an HTTP function starts an orchestration and returns the address of its status', async () => {
  const response = await app.call('/api/begin');
  expect(response.status).toBe(202);
  expect(response.headers.get('retry-after')).toBe('10');
  const status = await fetch(response.headers.get('location') ?? '');
  expect(await status.json()).toMatchObject({ instanceId: 'one', name: 'greet' });
  const waited = await app.call('/api/wait');
  expect(`${waited.status} ${await waited.text()}`).toBe('200 "hello you one"');
});

test('links contain the host’s own port, not the port of Core Tools', async () => {
  const links = (await (await app.call('/api/links')).json()) as Record<string, string>;
  const { port } = new URL(app.url);
  expect(links['statusQueryGetUri']).toMatch(
    new RegExp(
      `^http://localhost:${port}/runtime/webhooks/durabletask/instances/one\\?taskHub=TestHubName&connection=Storage&code=.`,
    ),
  );
});
