import type { HostLog } from '../log.ts';
import type { QueueSettings } from '../settings/host-json.ts';
import type {
  FunctionApp,
  Invocation,
  RegisteredFunction,
  RpcTypedData,
} from '../worker/function-app.ts';
import { invokeWithRetries } from '../worker/invoke-with-retries.ts';
import { decodeMessage } from '../worker/message-text.ts';
import { isDeeperThan } from './json-depth.ts';
import {
  sendAndCreateQueue,
  type MessageQueue,
  type ReceivedMessage,
} from '../bindings/message-queue.ts';

/** How long a received message stays hidden. While the function runs, this is renewed at half time. */
export const visibilitySeconds = 600;

export interface QueueContext {
  readonly app: FunctionApp;
  readonly registered: RegisteredFunction;
  readonly log: HostLog;
  readonly settings: QueueSettings;
  readonly queue: MessageQueue;
  /** Absent when the queue is a poison queue itself. */
  readonly poisonQueue: MessageQueue | undefined;
}

/**
 * Runs the function for one message. Then deletes the message, makes it visible again, or moves it to the poison queue.
 * @throws when storage cannot be reached; the message then becomes visible again by itself
 */
export async function handleMessage(
  context: QueueContext,
  message: ReceivedMessage,
): Promise<void> {
  const { app, registered, settings, queue } = context;
  const text = decodeMessage(message.messageText, settings.messageEncoding);
  if (text === undefined || message.dequeueCount > settings.maxDequeueCount) {
    await poison(context, message, message.popReceipt);
    return;
  }
  const renewal = renew(queue, message);
  let succeeded = true;
  try {
    await invokeWithRetries(app, registered, invocationOf(message, text, queue.name), context.log);
  } catch {
    // The invocation has logged the error.
    succeeded = false;
  }
  const popReceipt = await renewal.stop();
  if (succeeded) await queue.deleteMessage(message.messageId, popReceipt);
  else if (message.dequeueCount >= settings.maxDequeueCount)
    await poison(context, message, popReceipt);
  else {
    const delay = Math.round(settings.visibilityTimeout / 1000);
    await queue.updateMessage(message.messageId, popReceipt, undefined, delay);
  }
}

async function poison(
  context: QueueContext,
  message: ReceivedMessage,
  popReceipt: string,
): Promise<void> {
  const { poisonQueue, queue, registered, log } = context;
  if (poisonQueue) {
    log.write(
      'warning',
      `Function.${registered.name}`,
      `Message has reached MaxDequeueCount of ${context.settings.maxDequeueCount} or cannot be read. Moving message to queue '${poisonQueue.name}'.`,
    );
    await sendAndCreateQueue(poisonQueue, message.messageText);
  }
  await queue.deleteMessage(message.messageId, popReceipt);
}

/** Keeps a message hidden while its function runs. Every renewal changes the pop receipt. */
function renew(queue: MessageQueue, message: ReceivedMessage): { stop(): Promise<string> } {
  let popReceipt = message.popReceipt;
  let renewing = Promise.resolve();
  const timer = setInterval(
    () => {
      renewing = queue
        .updateMessage(message.messageId, popReceipt, undefined, visibilitySeconds)
        .then(
          (updated) => {
            popReceipt = updated.popReceipt ?? popReceipt;
          },
          // Storage cannot be reached. The next renewal may still be in time.
          () => undefined,
        );
    },
    (visibilitySeconds * 1000) / 2,
  );
  return {
    async stop() {
      clearInterval(timer);
      await renewing;
      return popReceipt;
    },
  };
}

function invocationOf(message: ReceivedMessage, text: string, queueName: string): Invocation {
  const { messageId, dequeueCount, insertedOn, expiresOn, nextVisibleOn, popReceipt } = message;
  return {
    trigger: { string: text },
    triggerMetadata: {
      QueueTrigger: metadataText(text),
      DequeueCount: { json: String(dequeueCount) },
      ExpirationTime: { json: JSON.stringify(timeText(expiresOn)) },
      Id: { string: messageId },
      InsertionTime: { json: JSON.stringify(timeText(insertedOn)) },
      NextVisibleTime: { json: JSON.stringify(timeText(nextVisibleOn)) },
      PopReceipt: { string: popReceipt },
    },
    reason: `New queue message detected on '${queueName}'.`,
    details: `Trigger Details: MessageId: ${messageId}, DequeueCount: ${dequeueCount}, InsertionTime: ${timeText(insertedOn)}`,
  };
}

// `@azure/functions` converts metadata recursively (toCamelCaseValue). With some thousand levels its stack overflows before the
// function is called. It does not convert a text.
const deepest = 1_000;

function metadataText(text: string): RpcTypedData {
  return isDeeperThan(text, deepest) ? { json: JSON.stringify(text) } : { string: text };
}

/** As .NET writes a DateTimeOffset of whole seconds. */
function timeText(time: Date): string {
  return time.toISOString().replace(/\.\d+Z$/, '+00:00');
}
