import type { QueueClient, QueueServiceClient } from '@azure/storage-queue';
import type { PoisonQueue } from '../ports/poison-queue.ts';
import type { RequestQueue } from '../ports/request-queue.ts';
import type { StatusQueue } from '../ports/status-queue.ts';
import { madeWhenMissing } from './made-when-missing.ts';

/** A status event holds no personal data, so it stays in the queue until a receiver removes it. -1 means no expiry. */
const statusTimeToLiveInSeconds = -1;
/** A message from a sender may hold personal data, so it stays at most seven days. */
const sevenDaysInSeconds = 7 * 24 * 3600;
/** The highest number of messages that storage shows in one call. */
const mostPeeked = 32;
/** How long messages are hidden while one of them is searched for. */
const hiddenSeconds = 30;
/** The highest number of messages that are read to find one. */
const mostLookedThrough = 1_000;

function openQueue(queues: QueueServiceClient, name: string) {
  const queue = queues.getQueueClient(name);
  const call = madeWhenMissing(() => queue.createIfNotExists());
  return <T>(work: (client: typeof queue, givenUp: AbortSignal) => Promise<T>): Promise<T> =>
    call((givenUp) => work(queue, givenUp));
}

/** Messages are written in base64, which most tools and SDKs expect. Our own door reads base64 and plain text. */
function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}

/** Senders and the host write base64. A message of another tool may be plain text. */
function decoded(text: string): string {
  const isBase64 = text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text);
  return isBase64 ? Buffer.from(text, 'base64').toString('utf8') : text;
}

/** Puts messages back into the queue for a redrive. */
export function createRequestQueue(queues: QueueServiceClient): RequestQueue {
  const open = openQueue(queues, 'dsar-requests');
  return {
    send: (body) =>
      open(async (queue, abortSignal) => {
        await queue.sendMessage(base64(body), {
          messageTimeToLive: sevenDaysInSeconds,
          abortSignal,
        });
      }),
  };
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
          messages: peekedMessageItems.map(({ messageId, messageText, insertedOn, expiresOn }) => ({
            id: messageId,
            text: decoded(messageText),
            insertedAt: insertedOn.toISOString(),
            expiresAt: expiresOn.toISOString(),
          })),
        };
      }),
    remove: (id, before) => open((queue) => removeFrom(queue, id, before)),
  };
}

/** Storage cannot read a message by its id. So all messages are received, and made visible again at once. */
async function removeFrom(
  queue: QueueClient,
  id: string,
  before: (text: string) => Promise<void>,
): Promise<boolean> {
  const others: { messageId: string; popReceipt: string }[] = [];
  try {
    while (others.length < mostLookedThrough) {
      const { receivedMessageItems } = await queue.receiveMessages({
        numberOfMessages: mostPeeked,
        visibilityTimeout: hiddenSeconds,
      });
      if (receivedMessageItems.length === 0) return false;
      const found = receivedMessageItems.find(({ messageId }) => messageId === id);
      others.push(...receivedMessageItems.filter((one) => one !== found));
      if (!found) continue;
      others.push(found);
      await before(decoded(found.messageText));
      await queue.deleteMessage(found.messageId, found.popReceipt);
      others.pop();
      return true;
    }
    return false;
  } finally {
    // A message that cannot be made visible now becomes visible by itself later.
    await Promise.allSettled(
      others.map(({ messageId, popReceipt }) =>
        queue.updateMessage(messageId, popReceipt, undefined, 0),
      ),
    );
  }
}
