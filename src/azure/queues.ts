import type { QueueServiceClient } from '@azure/storage-queue';
import type { PoisonQueue } from '../ports/poison-queue.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import { madeWhenMissing } from './made-when-missing.ts';

/** Until somebody takes it: a status holds no personal data, so it may stay. */
const forEver = -1;
/** What senders put into a message may be personal data. */
const sevenDays = 7 * 24 * 3600;
/** The most that storage shows at once. */
const mostPeeked = 32;

function openQueue(queues: QueueServiceClient, name: string) {
  const queue = queues.getQueueClient(name);
  const call = madeWhenMissing(() => queue.createIfNotExists());
  return <T>(work: (client: typeof queue, givenUp: AbortSignal) => Promise<T>): Promise<T> =>
    call((givenUp) => work(queue, givenUp));
}

/** The host reads base64, and so do we write it. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Makes the queue of incoming requests, so that senders find it. */
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
        await queue.sendMessage(text, { messageTimeToLive: forEver, abortSignal });
      }),
  };
}

export function createPoisonQueue(queues: QueueServiceClient): PoisonQueue {
  const open = openQueue(queues, 'dsar-requests-poison');
  return {
    put: (body) =>
      open(async (queue, abortSignal) => {
        await queue.sendMessage(base64(body), { messageTimeToLive: sevenDays, abortSignal });
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
