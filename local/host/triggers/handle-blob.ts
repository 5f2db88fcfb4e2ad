import type { BlobDownloadResponseParsed, BlobItem, ContainerClient } from '@azure/storage-blob';
import {
  isMissing,
  isRefusal,
  sendAndCreateQueue,
  type MessageQueue,
} from '../bindings/message-queue.ts';
import type { HostLog } from '../log.ts';
import type { BlobSettings } from '../settings/host-json.ts';
import type { FunctionApp, Invocation, RegisteredFunction } from '../worker/function-app.ts';
import { invokeWithRetries } from '../worker/invoke-with-retries.ts';
import { encodeMessage } from '../worker/message-text.ts';

export interface BlobContext {
  readonly app: FunctionApp;
  readonly registered: RegisteredFunction;
  readonly log: HostLog;
  readonly settings: BlobSettings;
  readonly container: ContainerClient;
  /** `webjobs-blobtrigger-poison` of the same storage account. */
  readonly poisonQueue: MessageQueue;
}

export interface FoundBlob {
  readonly item: BlobItem;
  /** Parts of the blob's name, by their names in the trigger's path. */
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * Runs the function for one version of a blob, again after a failure, and finally sends a message to the poison queue.
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-storage-blob-trigger#poison-blobs
 * @returns whether this version has been handled; false when it is no longer there
 * @throws when storage cannot be reached
 */
export async function handleBlob(
  context: BlobContext,
  found: FoundBlob,
  stopping: AbortSignal,
): Promise<boolean> {
  const { app, registered, settings, log } = context;
  const read = await readVersion(context, found.item);
  if (!read) return false;
  const invocation = invocationOf(context, found, read);
  for (let attempt = 1; attempt <= settings.poisonBlobThreshold; attempt += 1) {
    if (stopping.aborted) return false;
    try {
      await invokeWithRetries(app, registered, invocation, log);
      return true;
    } catch {
      // The invocation has logged the error.
    }
  }
  await poison(context, found.item);
  return true;
}

interface ReadBlob {
  readonly bytes: Buffer;
  readonly response: BlobDownloadResponseParsed;
}

async function readVersion(
  { container }: BlobContext,
  { name, properties }: BlobItem,
): Promise<ReadBlob | undefined> {
  try {
    const blob = container.getBlobClient(name);
    const response = await blob.download(0, undefined, {
      conditions: { ifMatch: properties.etag },
    });
    const chunks: Uint8Array[] = [];
    for await (const chunk of response.readableStreamBody ?? [])
      chunks.push(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    return { bytes: Buffer.concat(chunks), response };
  } catch (error) {
    // It was deleted or written again. The next scan finds the new version.
    if (isMissing(error) || isRefusal(error)) return undefined;
    throw error;
  }
}

function invocationOf(
  { container }: BlobContext,
  { item, parts }: FoundBlob,
  { bytes, response }: ReadBlob,
): Invocation {
  const path = `${container.containerName}/${item.name}`;
  const { createdOn, lastModified, contentLength, contentType, etag } = item.properties;
  const metadata = response.metadata ?? {};
  const named = Object.entries(parts).map(([name, text]) => [name, { string: text }] as const);
  const properties = { createdOn, lastModified, contentLength, contentType, eTag: etag };
  return {
    trigger: { bytes },
    triggerMetadata: {
      BlobTrigger: { string: path },
      Uri: { json: JSON.stringify(container.getBlobClient(item.name).url) },
      Properties: { json: JSON.stringify(properties) },
      Metadata: { json: JSON.stringify(metadata) },
      ...Object.fromEntries(named),
    },
    reason: `New blob detected(LogsAndContainerScan): ${path}`,
  };
}

async function poison({ registered, log, ...context }: BlobContext, item: BlobItem): Promise<void> {
  const { container, poisonQueue, settings } = context;
  const message = {
    FunctionId: `Host.Functions.${registered.name}`,
    BlobType: item.properties.blobType,
    ContainerName: container.containerName,
    BlobName: item.name,
    ETag: item.properties.etag,
  };
  await sendAndCreateQueue(poisonQueue, encodeMessage(JSON.stringify(message), 'base64'));
  log.write(
    'warning',
    `Function.${registered.name}`,
    `The function has failed ${String(settings.poisonBlobThreshold)} times for a blob. A message about it is in the queue '${poisonQueue.name}'.`,
  );
}
