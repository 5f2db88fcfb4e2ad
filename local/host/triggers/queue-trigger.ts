import type { DequeuedMessageItem, QueueClient } from '@azure/storage-queue';
import { availableParallelism } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createBackoff } from '../worker/backoff.ts';
import { toError } from '../worker/system-error.ts';
import { isMissing, isRefusal } from '../bindings/message-queue.ts';
import { handleMessage, visibilitySeconds, type QueueContext } from './queue-message.ts';
import type { Trigger } from './trigger.ts';
import { waitForRunning } from './wait-for-running.ts';

const storageAwayMs = 1_000;

export interface QueueTrigger extends Trigger {
  /** Looks into the queue at once, because a message has come. */
  readonly wake: () => void;
}

/**
 * Polls one queue for one function. It receives batches while fewer messages are running than the limit, and polls an empty
 * queue less and less often. When storage cannot be reached, it says so once and tries again until it can.
 */
export function createQueueTrigger(
  context: QueueContext & { readonly queue: Pick<QueueClient, 'receiveMessages'> },
  shortestPollMs = 100,
): QueueTrigger {
  const { queue, settings } = context;
  const threshold =
    settings.newBatchThreshold ?? Math.floor(settings.batchSize / 2) * availableParallelism();
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const backoff = createBackoff(
    shortestPollMs,
    Math.max(settings.maxPollingInterval, shortestPollMs),
  );
  const storage = storageWatch(context);
  let loop = Promise.resolve();
  let found = false;
  let woken = Promise.withResolvers<undefined>();

  async function receive(): Promise<readonly DequeuedMessageItem[] | undefined> {
    try {
      const { receivedMessageItems } = await queue.receiveMessages({
        numberOfMessages: settings.batchSize,
        visibilityTimeout: visibilitySeconds,
        abortSignal: stopping.signal,
      });
      storage.isBack();
      return receivedMessageItems;
    } catch (error) {
      if (isMissing(error)) return [];
      if (!stopping.signal.aborted) storage.isAway(error);
      return undefined;
    }
  }

  function work(message: DequeuedMessageItem): void {
    const one = handleMessage(context, message)
      .catch((error: unknown) => {
        storage.failedFor(error);
      })
      .finally(() => running.delete(one));
    running.add(one);
  }

  /** A message that came since the last look into the queue ends the pause at once. */
  async function pause(ms: number): Promise<void> {
    const over = new AbortController();
    const signal = AbortSignal.any([stopping.signal, over.signal]);
    await Promise.race([wait(ms, undefined, { signal }).catch(() => undefined), woken.promise]);
    over.abort();
  }

  async function listen(): Promise<void> {
    while (!stopping.signal.aborted) {
      woken = Promise.withResolvers();
      const messages = await receive();
      if (messages === undefined) await pause(storageAwayMs);
      else if (messages.length === 0) {
        await pause(found ? backoff.reset() : backoff.next());
        found = false;
      } else {
        found = true;
        for (const message of messages) work(message);
        while (running.size > threshold) await Promise.race(running);
      }
    }
  }

  return {
    wake() {
      woken.resolve(undefined);
    },
    start() {
      loop = listen();
    },
    async stop() {
      stopping.abort();
      await loop;
      await waitForRunning(Promise.all(running));
    },
  };
}

/** Logs once when storage cannot be reached, and once when it can be reached again. */
function storageWatch({ log, registered, queue }: QueueContext): {
  isAway(error: unknown): void;
  isBack(): void;
  /** A message could not be deleted or updated: storage cannot be reached, or another receiver has the message now. */
  failedFor(error: unknown): void;
} {
  let away = false;
  const category = `Host.Triggers.${registered.name}`;
  const warn = (text: string) => {
    log.write('warning', category, text);
  };
  function isAway(error: unknown): void {
    if (away) return;
    away = true;
    const { name } = toError(error);
    warn(`The queue '${queue.name}' cannot be reached (${name}); trying again until it can.`);
  }
  return {
    isAway,
    failedFor(error) {
      if (!isRefusal(error)) isAway(error);
      else
        warn(`A message of the queue '${queue.name}' was no longer ours when it had been handled.`);
    },
    isBack() {
      if (!away) return;
      away = false;
      log.write('information', category, `The queue '${queue.name}' can be reached again.`);
    },
  };
}
