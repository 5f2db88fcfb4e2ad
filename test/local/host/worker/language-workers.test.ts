import path from 'node:path';
import { until } from '../../../support/until.ts';
import { hostApp, spawnHost, writeApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app } = require('@azure/functions');
const df = require('durable-functions');
const { threadId } = require('node:worker_threads');
app.hook.appTerminate(() => console.log('the end of thread ' + threadId));
df.app.activity('where', { handler: () => threadId });
df.app.activity('tell', { handler: (input, context) => {
  context.log('told by ' + threadId);
  return { input, instanceId: context.triggerMetadata.instanceId };
} });
df.app.activity('fail', { handler: () => { throw new TypeError('no way'); } });
df.app.activity('client', {
  extraInputs: [df.input.durableClient()],
  handler: (_input, context) => df.getClient(context).taskHubName,
});
df.app.orchestration('flow', function* ({ df }) {
  const threads = yield df.Task.all([1, 2, 3, 4].map(() => df.callActivity('where')));
  const told = yield df.callActivity('tell', { a: 1 });
  const hub = yield df.callActivity('client');
  let failure;
  try { yield df.callActivity('fail'); } catch (error) { failure = error.message; }
  return { own: threadId, threads, told, hub, failure };
});`;

interface Output {
  readonly own: number;
  readonly threads: readonly number[];
  readonly told: unknown;
  readonly hub: string;
  readonly failure: string;
}

async function outputOf(host: HostedApp, id: string): Promise<Output> {
  const base = '/runtime/webhooks/durabletask';
  await host.call(`${base}/orchestrators/flow/${id}`, { method: 'POST' });
  return until('the flow has ended', async () => {
    const response = await host.call(`${base}/instances/${id}`);
    const { output } = (await response.json()) as { output: Output | null };
    return response.status === 200 && output !== null ? output : false;
  });
}

test('with several workers, activities run in the second and later workers, and everything else in the first', async () => {
  const host = await hostApp(
    { 'main.js': main },
    { environment: { FUNCTIONS_WORKER_PROCESS_COUNT: '3' } },
  );
  try {
    const { own, threads, told, hub, failure } = await outputOf(host, 'here');
    expect(own).toBe(1);
    expect(new Set(threads).size).toBe(2);
    expect(threads).not.toContain(own);
    expect(told).toEqual({ input: { a: 1 }, instanceId: 'here' });
    expect(hub).toBe('TestHubName');
    expect(failure).toMatch(/^Activity function 'fail' failed: no way \n /);
  } finally {
    expect(await host.stop()).toBe(0);
  }
  expect(host.output()).toMatch(/told by [23]/);
  expect(host.output()).toContain("Executed 'Functions.fail' (Failed");
  for (const thread of [1, 2, 3]) expect(host.output()).toContain(`the end of thread ${thread}`);
});

test('an app that fails to load is reported once, and a wrong number of workers is named', async () => {
  const broken = writeApp({ 'main.js': 'throw new Error("not today");' });
  const commandLine = [broken, '--port', '0', '--data', path.join(broken, 'data')];
  const many = spawnHost(commandLine, { FUNCTIONS_WORKER_PROCESS_COUNT: '2' });
  expect(await many.ended).toBe(1);
  expect(many.output().match(/not today/g)).toHaveLength(1);
  const wrong = spawnHost(commandLine, { FUNCTIONS_WORKER_PROCESS_COUNT: 'two' });
  expect(await wrong.ended).toBe(1);
  expect(wrong.output()).toContain('FUNCTIONS_WORKER_PROCESS_COUNT must be a number from 1 to 10');
});
