import { until } from '../../../support/until.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
app.warmup('warm', { handler: (input, context) => context.log('warmed up by ' + context.functionName) });
app.timer('early', { schedule: '%WHEN%', runOnStartup: true, handler: (timer, context) => context.log('early ' + JSON.stringify(timer)) });
app.timer('byHand', { schedule: '0 0 0 1 1 *', handler: (timer, context) => context.log('by hand ' + JSON.stringify(timer)) });
app.timer('wrong', { schedule: 'every now and then', handler() {} });
app.timer('nameless', { schedule: '%NOWHERE%', handler() {} });
app.timer('again', { schedule: '0 0 0 1 1 *', retry: { strategy: 'fixedDelay', maxRetryCount: 1, delayInterval: { milliseconds: 1 } },
  handler: (timer, context) => { context.log('attempt ' + (context.retryContext?.retryCount ?? 0)); throw new Error('no'); } });
`;

let app: HostedApp;

beforeAll(async () => {
  app = await hostApp(
    { 'main.js': main, 'local.settings.json': { Values: { WHEN: '0 0 0 1 1 *' } } },
    { environment: { WEBSITE_TIME_ZONE: 'UTC' } },
  );
});

afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

async function logged(text: string): Promise<void> {
  await until(`"${text}" is logged`, () => app.output().includes(text));
}

test('the warm-up runs at start', async () => {
  await logged('warmed up by warm');
});

test('a timer with runOnStartup runs at start and gets its schedule', async () => {
  const year = new Date().getUTCFullYear() + 1;
  await logged(
    `early {"schedule":{"adjustForDST":true},"scheduleStatus":{"last":"0001-01-01T00:00:00+00:00","next":"${year}-01-01T00:00:00.000+00:00"`,
  );
  await logged('"isPastDue":false}');
});

test('a timer can be started through the admin routes', async () => {
  const response = await app.call('/admin/functions/byhand', {
    method: 'POST',
    body: '{"input":""}',
  });
  expect(response.status).toBe(202);
  await logged(
    'by hand {"schedule":{"adjustForDST":true},"scheduleStatus":null,"isPastDue":false}',
  );
});

test('a failing timer is retried by its retry options', async () => {
  await app.call('/admin/functions/again', { method: 'POST' });
  await logged('attempt 0');
  await logged("Next attempt: '1'. Max retry count: '1'");
  await logged('attempt 1');
});

test('functions with an invalid schedule are named, and the others run', () => {
  expect(app.output()).toContain(
    "The 'wrong' function is in error: The schedule expression 'every now and then' was not recognized.",
  );
  expect(app.output()).toContain(
    "The 'nameless' function is in error: '%NOWHERE%' does not resolve to a value",
  );
});
