import type { QueueServiceClient } from '@azure/storage-queue';
import type { PoisonQueue } from '../ports/poison-queue.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import { madeWhenMissing } from './made-when-missing.ts';

/** A status event holds no personal data, so it stays in the queue until a receiver takes it. -1 means no expiry. */
const statusTimeToLiveInSeconds = -1;
/** A message from a sender may hold personal data, so it stays at most seven days. */
const sevenDaysInSeconds = 7 * 24 * 3600;
/** The highest number of messages that storage shows in one call. */
const mostPeeked = 32;

function openQueue(queues: QueueServiceClient, name: string) {
  const queue = queues.getQueueClient(name);
  const call = madeWhenMissing(() => queue.createIfNotExists());
  return <T>(work: (client: typeof queue, givenUp: AbortSignal) => Promise<T>): Promise<T> =>
    call((givenUp) => work(queue, givenUp));
}

/** The Functions host expects messages in base64. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Creates the queue of incoming requests, so that senders can use it. */
export function createRequestsQueue(queues: QueueServiceClient): () => Promise<void> {
  const open = openQueue(queues, 'dsar-requests');
  return () =>
    open(async (queue) => {
      await queue.getProperties();
    });
}

export function createStatusQueue(queues: QueueServiceClient): StatusQueue {
  const open = openQueue(queues, 'dsar-status');
  return {
    send: (event) =>
      open(async (queue, abortSignal) => {
        const text = base64(JSON.stringify(event));
        await queue.sendMessage(text, {
          messageTimeToLive: statusTimeToLiveInSeconds,
          abortSignal,
        });
      }),
  };
}

export function createPoisonQueue(queues: QueueServiceClient): PoisonQueue {
  const open = openQueue(queues, 'dsar-requests-poison');
  return {
    put: (body) =>
      open(async (queue, abortSignal) => {
        await queue.sendMessage(base64(body), {
          messageTimeToLive: sevenDaysInSeconds,
          abortSignal,
        });
      }),
    summary: () =>
      open(async (queue) => {
        const { approximateMessagesCount } = await queue.getProperties();
        const { peekedMessageItems } = await queue.peekMessages({ numberOfMessages: mostPeeked });
        return {
          count: Math.max(approximateMessagesCount ?? 0, peekedMessageItems.length),
          messages: peekedMessageItems.map(({ messageId, insertedOn, expiresOn }) => ({
            id: messageId,
            insertedAt: insertedOn.toISOString(),
            expiresAt: expiresOn.toISOString(),
          })),
        };
      }),
  };
}
