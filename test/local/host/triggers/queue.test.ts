import type { QueueClient } from '@azure/storage-queue';
import { until } from '../../../support/until.ts';
import { startAzurite, type Azurite } from '../azurite.ts';
import { hostApp, type HostedApp } from '../hosted-app.ts';

const main = `
const { app, output } = require('@azure/functions');
const results = output.storageQueue({ queueName: 'results', connection: 'STORAGE' });
const report = (name, context, extra) =>
  context.extraOutputs.set(results, { name, metadata: context.triggerMetadata, ...extra });
const queue = (name, options, handler) =>
  app.storageQueue(name, { queueName: name, connection: 'STORAGE', extraOutputs: [results], handler, ...options });

queue('echo', {}, (message, context) => report('echo', context, { message, type: typeof message }));
queue('deep', {}, (message, context) => {
  let depth = 0; for (let inner = message; Array.isArray(inner); inner = inner[0]) depth += 1;
  report('deep', { ...context, triggerMetadata: { type: typeof context.triggerMetadata.queueTrigger }, extraOutputs: context.extraOutputs }, { depth }); });
queue('named', { queueName: '%PREFIX%-IN' }, (message, context) => report('named', context, { message }));
queue('fails', {}, (message, context) => { context.log('attempt ' + context.triggerMetadata.dequeueCount); throw new Error('no'); });
queue('once', {}, (message, context) => { if (context.triggerMetadata.dequeueCount === 1) throw new Error('not yet'); report('once', context, {}); });
queue('retried', { retry: { strategy: 'fixedDelay', maxRetryCount: 2, delayInterval: { milliseconds: 1 } } }, (message, context) => {
  if ((context.retryContext?.retryCount ?? 0) < 2) throw new Error('not yet');
  report('retried', context, { retry: context.retryContext }); });
const { QueueClient } = require('@azure/storage-queue');
queue('taken', {}, async (message, context) => {
  const { id, popReceipt } = context.triggerMetadata;
  await new QueueClient(process.env.STORAGE, 'taken').deleteMessage(id, popReceipt); });
let together = 0; let everybody; const gathered = new Promise((resolve) => (everybody = resolve));
queue('party', {}, async (message, context) => { together += 1; if (together === 16) everybody(); await gathered; });
app.storageQueue('old-poison', { queueName: 'old-poison', connection: 'STORAGE', handler: (message, context) => {
  context.log('poison attempt ' + context.triggerMetadata.dequeueCount); throw new Error('still no'); } });
app.http('send', { extraOutputs: [output.storageQueue({ name: 'out', queueName: 'sent', connection: 'STORAGE' })],
  handler: async (request, context) => { context.extraOutputs.set('out', await request.json()); return {}; } });
app.storageQueue('homeless', { queueName: 'x', connection: 'NOWHERE', handler() {} });
`;

let storage: Azurite;
let app: HostedApp;
let results: QueueClient;

beforeAll(async () => {
  storage = await startAzurite();
  results = await storage.queue('results');
  app = await hostApp({
    'main.js': main,
    'host.json': {
      version: '2.0',
      extensions: { queues: { maxPollingInterval: '00:00:00.2000000' } },
    },
    'local.settings.json': { Values: { STORAGE: storage.connection, PREFIX: 'test' } },
  });
});

afterAll(async () => {
  expect(await app.stop()).toBe(0);
  await storage.remove();
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

async function take(queue: QueueClient): Promise<string> {
  return await until(`a message is in ${queue.name}`, async () => {
    const [message] = (await queue.receiveMessages()).receivedMessageItems;
    if (!message) return undefined;
    await queue.deleteMessage(message.messageId, message.popReceipt);
    return message.messageText;
  });
}

async function result(): Promise<Record<string, unknown>> {
  return JSON.parse(Buffer.from(await take(results), 'base64').toString('utf8')) as Record<
    string,
    unknown
  >;
}

async function isEmpty(queue: QueueClient): Promise<boolean> {
  return (await queue.getProperties()).approximateMessagesCount === 0;
}

describe('a queue function', () => {
  test('gets the decoded text and the metadata of its message', async () => {
    const queue = await storage.queue('echo');
    const { messageId } = await queue.sendMessage(base64('plain text'));
    expect(await result()).toEqual({
      name: 'echo',
      message: 'plain text',
      type: 'string',
      metadata: {
        queueTrigger: 'plain text',
        dequeueCount: 1,
        id: messageId,
        popReceipt: expect.any(String),
        insertionTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/),
        expirationTime: expect.stringMatching(/\+00:00$/),
        nextVisibleTime: expect.stringMatching(/\+00:00$/),
      },
    });
    await until('the message is gone', () => isEmpty(queue));
  });

  test('gets parsed JSON', async () => {
    await (await storage.queue('echo')).sendMessage(base64('{"a":[1]}'));
    expect(await result()).toMatchObject({ message: { a: [1] }, type: 'object' });
  });

  test('gets the deepest JSON that a message can hold at the first delivery', async () => {
    const levels = 24_000;
    const queue = await storage.queue('deep');
    await queue.sendMessage(base64(`${'['.repeat(levels)}${']'.repeat(levels)}`));
    expect(await result()).toEqual({ name: 'deep', metadata: { type: 'string' }, depth: levels });
    await until('the message is gone', () => isEmpty(queue));
    expect(app.output()).not.toContain("Executed 'Functions.deep' (Failed");
  });

  test('may name its queue by an app setting', async () => {
    await (await storage.queue('test-in')).sendMessage(base64('found'));
    expect(await result()).toMatchObject({ name: 'named', message: 'found' });
  });

  test('runs a whole batch at the same time', async () => {
    const queue = await storage.queue('party');
    await Promise.all(Array.from({ length: 16 }, () => queue.sendMessage(base64('guest'))));
    await until('all sixteen met', () => isEmpty(queue));
  });

  test('gets a failed message again', async () => {
    await (await storage.queue('once')).sendMessage(base64('x'));
    expect(await result()).toMatchObject({ name: 'once', metadata: { dequeueCount: 2 } });
  });

  test('is retried within one delivery when it has retry options', async () => {
    await (await storage.queue('retried')).sendMessage(base64('x'));
    expect(await result()).toMatchObject({
      metadata: { dequeueCount: 1 },
      retry: { retryCount: 2, maxRetryCount: 2, exception: { message: 'not yet' } },
    });
  });

  test('is called five times, then the same message goes to the poison queue', async () => {
    const queue = await storage.queue('fails');
    const poison = await storage.queue('fails-poison');
    await queue.sendMessage(base64('bad'));
    expect(await take(poison)).toBe(base64('bad'));
    await until('the message is gone', () => isEmpty(queue));
    await until('it is told', () =>
      app.output().includes("Moving message to queue 'fails-poison'"),
    );
    expect(app.output().match(/(?<=\] attempt )\d/g)).toEqual(['1', '2', '3', '4', '5']);
  });

  test('never gets a message that is not base64', async () => {
    const queue = await storage.queue('echo');
    const poison = await storage.queue('echo-poison');
    await queue.sendMessage('not base64!');
    expect(await take(poison)).toBe('not base64!');
    await until('the message is gone', () => isEmpty(queue));
  });

  test('of a poison queue loses its message after five attempts', async () => {
    const queue = await storage.queue('old-poison');
    await queue.sendMessage(base64('old'));
    await until('the message is gone', () => isEmpty(queue));
    await until('five attempts are logged', () => app.output().includes('poison attempt 5'));
    expect(app.output()).not.toContain('poison attempt 6');
  });
});

describe('a queue output', () => {
  const send = async (body: unknown) =>
    await app.call('/api/send', { method: 'POST', body: JSON.stringify(body) });

  test('creates its queue and sends one message, or one for each item', async () => {
    expect((await send({ one: 1 })).status).toBe(200);
    const sent = await storage.queue('sent');
    expect(await take(sent)).toBe(base64('{"one":1}'));
    await send(['text', { two: 2 }]);
    expect(await take(sent)).toBe(base64('text'));
    expect(await take(sent)).toBe(base64('{"two":2}'));
    await send('text');
    expect(await take(sent)).toBe(base64('text'));
  });
});

test('a message that another receiver has deleted causes no error', async () => {
  await (await storage.queue('taken')).sendMessage(base64('x'));
  await until('it is noticed', () => app.output().includes('was no longer ours'));
  expect(app.output()).not.toContain('cannot be reached');
});

test('a missing setting is named, and the other functions run', () => {
  expect(app.output()).toContain(
    "The 'homeless' function is in error: Storage account connection string 'NOWHERE' does not exist",
  );
});

test('the log has the lines of Core Tools', async () => {
  await (await storage.queue('echo')).sendMessage(base64('x'));
  await result();
  expect(app.output()).toMatch(
    /Executing 'Functions\.echo' \(Reason='New queue message detected on 'echo'\.', Id=\S+\)\n\[\S+\] Trigger Details: MessageId: \S+, DequeueCount: 1, InsertionTime: \S+\+00:00/,
  );
});

test('the host continues when storage ends and starts again', async () => {
  await storage.stop();
  await until('the host noticed', () => app.output().includes('cannot be reached'));
  expect((await app.call('/admin/host/ping')).status).toBe(200);
  await storage.start();
  await (await storage.queue('echo')).sendMessage(base64('back'));
  expect(await result()).toMatchObject({ message: 'back' });
});

test('plain text is accepted when host.json sets messageEncoding to none', async () => {
  const own = await hostApp({
    'main.js': `const { app, output } = require('@azure/functions');
      app.storageQueue('raw', { queueName: 'raw', connection: 'STORAGE', handler: (message) => 'got ' + message,
        return: output.storageQueue({ queueName: 'raw-out', connection: 'STORAGE' }) });`,
    'host.json': { version: '2.0', extensions: { queues: { messageEncoding: 'none' } } },
    'local.settings.json': { Values: { STORAGE: storage.connection } },
  });
  await (await storage.queue('raw')).sendMessage('as it is');
  expect(await take(await storage.queue('raw-out'))).toBe('got as it is');
  await own.stop();
});
