import { readFileSync } from 'node:fs';
import path from 'node:path';
import { until } from '../../../support/until.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const df = require('durable-functions');
const { existsSync, writeFileSync } = require('node:fs');
let calls = 0;
const http = (name, handler) => app.http(name, { authLevel: 'anonymous', handler });
http('count', () => ({ body: String(++calls) }));
http('rejects', () => { void Promise.reject(new Error('nobody waits for this')); return new Promise(() => {}); });
http('throws', (request, context) => {
  context.log('last words'); setImmediate(() => { throw new Error('nobody catches this'); }); return new Promise(() => {}); });
http('exits', () => process.exit(7));
df.app.activity('interrupted', { handler: () => {
  if (existsSync('tried')) return 'second try';
  writeFileSync('tried', '');
  void Promise.reject(new Error('an activity fails beside its work'));
  return new Promise(() => {});
} });
df.app.orchestration('flow', function* (context) { return yield context.df.callActivity('interrupted'); });
`;

let app: HostedApp;
beforeAll(async () => {
  app = await hostApp({ 'main.js': main });
});
afterAll(async () => {
  expect(await app.stop()).toBe(0);
});

const pidOf = () =>
  (JSON.parse(readFileSync(path.join(app.dataFolder, 'run.json'), 'utf8')) as { pid: number }).pid;

test.each([
  ['a promise rejection that nobody handles', 'rejects', 'nobody waits for this', 1],
  ['an error that nobody catches', 'throws', 'nobody catches this', 1],
  ['process.exit', 'exits', '', 7],
])('%s restarts the worker, not the host', async (_what, name, message, code) => {
  const pid = pidOf();
  expect(await (await app.call('/api/count')).text()).toBe('1');
  expect((await app.call(`/api/${name}`)).status).toBe(500);
  // The modules of the app are loaded again, so the counter starts again.
  expect(await (await app.call('/api/count')).text()).toBe('1');
  expect(pidOf()).toBe(pid);
  expect(app.output()).toContain(message);
  expect(app.output()).toContain(`node exited with code ${String(code)} (0x${String(code)})`);
  // The next case needs a new worker.
  await app.call('/api/exits');
});

test('the last log lines of a worker are not lost', () => {
  expect(app.output()).toContain('last words');
});

test('a running activity runs again in the new worker', async () => {
  const base = '/runtime/webhooks/durabletask';
  await app.call(`${base}/orchestrators/flow/one`, { method: 'POST' });
  const ended = await until('the flow has ended', async () => {
    const response = await app.call(`${base}/instances/one`);
    return response.status === 200 && ((await response.json()) as object);
  });
  expect(ended).toMatchObject({ runtimeStatus: 'Completed', output: 'second try' });
});
