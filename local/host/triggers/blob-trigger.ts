import { setTimeout as wait } from 'node:timers/promises';
import type { BlobItem } from '@azure/storage-blob';
import type { BlobPattern } from '../bindings/blob-path.ts';
import { isMissing } from '../bindings/message-queue.ts';
import { toError } from '../worker/system-error.ts';
import type { BlobReceipts } from './blob-receipts.ts';
import { handleBlob, type BlobContext } from './handle-blob.ts';
import type { Trigger } from './trigger.ts';
import { waitForRunning } from './wait-for-running.ts';

// Azure scans every 10 s, and less often in large containers.
const pollMs = 2_000;

/**
 * Scans a container for one function, and runs the function for each new version of a blob whose name matches. When storage cannot be
 * reached, the trigger logs this once and tries again until it succeeds.
 */
export function createBlobTrigger(
  context: BlobContext & { readonly pattern: BlobPattern; readonly receipts: BlobReceipts },
): Trigger {
  const { container, registered, log, settings, pattern, receipts } = context;
  const running = new Map<string, Promise<void>>();
  const stopping = new AbortController();
  let loop = Promise.resolve();
  let isAway = false;

  const category = `Host.Triggers.${registered.name}`;
  const named = `The container '${container.containerName}'`;

  function away(error: unknown): void {
    if (isAway || stopping.signal.aborted) return;
    isAway = true;
    const { name } = toError(error);
    const message = `${named} cannot be reached (${name}); trying again until it can.`;
    log.write('warning', category, message);
  }

  function back(): void {
    if (isAway) log.write('information', category, `${named} can be reached again.`);
    isAway = false;
  }

  function work(item: BlobItem, parts: Readonly<Record<string, string>>): void {
    const { etag } = item.properties;
    const one = handleBlob(context, { item, parts }, stopping.signal)
      .then((isHandled) => {
        if (isHandled) receipts.add(`${container.containerName}/${item.name}`, etag);
      }, away)
      .finally(() => running.delete(item.name));
    running.set(item.name, one);
  }

  async function look(): Promise<void> {
    try {
      for await (const item of container.listBlobsFlat({ abortSignal: stopping.signal })) {
        if (stopping.signal.aborted) return;
        const parts = pattern.match(item.name);
        const blob = `${container.containerName}/${item.name}`;
        const isKnown = receipts.has(blob, item.properties.etag);
        if (!parts || isKnown || running.has(item.name)) continue;
        work(item, parts);
        while (running.size >= settings.maxDegreeOfParallelism)
          await Promise.race(running.values());
      }
      back();
    } catch (error) {
      if (isMissing(error)) back();
      else away(error);
    }
  }

  async function listen(): Promise<void> {
    while (!stopping.signal.aborted) {
      await look();
      await wait(pollMs, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  return {
    start() {
      loop = listen();
    },
    async stop() {
      stopping.abort();
      await loop;
      await waitForRunning(Promise.all(running.values()));
    },
  };
}
