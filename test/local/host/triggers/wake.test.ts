// https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-queue-trigger says how an idle queue is polled. The WebJobs
// SDK polls at once when the app itself has put a message into the queue (SharedQueueWatcher).
import type { QueueReceiveMessageResponse } from '@azure/storage-queue';
import { createLog } from '../../../../local/host/log.ts';
import { createQueueTrigger } from '../../../../local/host/triggers/queue-trigger.ts';
import type { FunctionApp } from '../../../../local/host/worker/function-app.ts';
import { watchSentMessages } from '../../../../local/host/worker/sent-messages.ts';
import { until } from '../../../support/until.ts';
import { startAzurite } from '../azurite.ts';

const anHour = 3_600_000;
const settings = {
  batchSize: 16,
  newBatchThreshold: 8,
  maxPollingInterval: anHour,
  maxDequeueCount: 5,
  visibilityTimeout: 0,
  messageEncoding: 'none' as const,
};

test('a listener that waits an hour for the next poll polls at once when it is woken', async () => {
  let polls = 0;
  const queue = {
    name: 'quiet',
    receiveMessages: () => {
      polls += 1;
      return Promise.resolve({
        receivedMessageItems: [],
      } as Partial<QueueReceiveMessageResponse> as QueueReceiveMessageResponse);
    },
    sendMessage: () => Promise.resolve(),
    createIfNotExists: () => Promise.resolve(),
    deleteMessage: () => Promise.resolve(),
    updateMessage: () => Promise.resolve({}),
  };
  const app: FunctionApp = { functions: new Map(), invoke: () => Promise.reject(new Error()) };
  const binding = { type: 'queueTrigger', name: 'message' };
  const registered = { name: 'listens', bindings: {}, trigger: binding };
  const log = createLog({}, () => undefined);
  const trigger = createQueueTrigger(
    { app, registered, log, settings, queue, poisonQueue: undefined },
    anHour,
  );
  trigger.start();
  await until('it has looked once', () => polls === 1);
  trigger.wake();
  await until('it has looked again', () => polls === 2);
  await trigger.stop();
});

test('messages that this process sends are seen, but not those that are still hidden', async () => {
  const storage = await startAzurite();
  const seen: string[] = [];
  watchSentMessages((queue) => seen.push(queue));
  const first = await storage.queue('first');
  await first.sendMessage('x', { visibilityTimeout: 60 });
  await first.sendMessage('x');
  await first.peekMessages();
  await (await storage.queue('second')).sendMessage('x');
  expect(seen).toEqual(['first', 'second']);
  await storage.remove();
});
