import { QueueServiceClient } from '@azure/storage-queue';
import {
  createPoisonQueue,
  createRequestsQueue,
  createStatusQueue,
} from '../../src/azure/queues.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { StorageAway } from '../../src/ports/storage-away.ts';
import type { StatusEvent } from '../../src/ports/status-queue.ts';
import { startAzurite, type Azurite } from '../support/azurite.ts';

let azurite: Azurite;
let queues: QueueServiceClient;

beforeAll(async () => {
  azurite = await startAzurite();
  queues = openStorage({ connectionString: azurite.connectionString }).queues;
});
afterAll(() => azurite.stop());

const event: StatusEvent = {
  specversion: '1.0',
  id: 'id.finished',
  source: 'https://dsar.example.org/',
  type: 'habeas.request.finished.v1',
  subject: 'id',
  time: '2026-03-02T10:00:00.000Z',
  datacontenttype: 'application/json',
  data: { id: 'id', reference: 'Grüße' },
};

test('status events are base64 of JSON', async () => {
  await createStatusQueue(queues).send(event);
  const { receivedMessageItems } = await queues.getQueueClient('dsar-status').receiveMessages();
  const text = Buffer.from(receivedMessageItems[0]?.messageText ?? '', 'base64').toString();
  expect(JSON.parse(text)).toEqual(event);
});

test('poison messages are counted with their dates, kept seven days, and removed by their id', async () => {
  const poison = createPoisonQueue(queues);
  expect(await poison.summary()).toEqual({ count: 0, messages: [] });
  await poison.put('not JSON: ada@example.org');
  const summary = await poison.summary();
  expect(summary.count).toBe(1);
  const [message] = summary.messages;
  const kept = Date.parse(message?.expiresAt ?? '') - Date.parse(message?.insertedAt ?? '');
  expect(kept).toBe(7 * 24 * 3600 * 1000);
  expect(message?.text).toBe('not JSON: ada@example.org');
  const raw = await queues.getQueueClient('dsar-requests-poison').peekMessages();
  const body = Buffer.from(raw.peekedMessageItems[0]?.messageText ?? '', 'base64').toString();
  expect(body).toBe('not JSON: ada@example.org');

  await poison.put('another');
  const fails = () => Promise.reject(new Error('not sent'));
  await expect(poison.remove(message?.id ?? '', fails)).rejects.toThrow();
  expect((await poison.summary()).count).toBe(2);
  const texts: string[] = [];
  const remove = (id: string) => poison.remove(id, async (text) => void texts.push(text));
  expect([await remove('no-such-id'), await remove(message?.id ?? '')]).toEqual([false, true]);
  expect(texts).toEqual(['not JSON: ada@example.org']);
  expect((await poison.summary()).messages.map(({ text }) => text)).toEqual(['another']);
});

test('the queue of requests is created once', async () => {
  await createRequestsQueue(queues)();
  await createRequestsQueue(queues)();
  expect(await queues.getQueueClient('dsar-requests').exists()).toBe(true);
});

test('storage that does not answer throws StorageAway', async () => {
  // Nothing listens on the discard port.
  const nowhere = azurite.connectionString.replace(
    /QueueEndpoint=http:\/\/[^/]+/,
    'QueueEndpoint=http://127.0.0.1:9',
  );
  const client = QueueServiceClient.fromConnectionString(nowhere, {
    retryOptions: { maxTries: 1 },
  });
  await expect(createStatusQueue(client).send(event)).rejects.toThrow(StorageAway);
});
