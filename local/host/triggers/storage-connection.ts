// Loads the Azure libraries only when they are needed, because loading takes most of a host's start.
import type { QueueServiceClient, StoragePipelineOptions } from '@azure/storage-queue';
import type { Environment } from '../settings/app-settings.ts';

// Few tries, because listeners try again themselves, but enough for a storage emulator that restarts.
const options: StoragePipelineOptions = {
  retryOptions: { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 },
};

/**
 * Opens the queue service of a binding's `connection`: the name of an app setting with a connection string, or a prefix of
 * settings for access by identity (`X__queueServiceUri`, `X__accountName`).
 * @throws Error when the setting is missing
 */
export async function queueService(
  connection: unknown,
  environment: Environment,
): Promise<QueueServiceClient> {
  const { QueueServiceClient } = await import('@azure/storage-queue');
  const name = typeof connection === 'string' && connection ? connection : 'AzureWebJobsStorage';
  const text = environment[`AzureWebJobs${name}`] ?? environment[name];
  if (text)
    try {
      return QueueServiceClient.fromConnectionString(text, options);
    } catch {
      // The library's message does not name the setting. The value is a secret.
      throw new Error(
        `The app setting '${name}' is no connection string of a storage account: copy one from "Access keys" of the account, or write UseDevelopmentStorage=true for Azurite.`,
      );
    }
  const account = environment[`${name}__accountName`];
  const uri =
    environment[`${name}__queueServiceUri`] ??
    environment[`${name}__serviceUri`] ??
    (account && `https://${account}.queue.core.windows.net`);
  if (uri) {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return new QueueServiceClient(uri, new DefaultAzureCredential(), options);
  }
  throw new Error(
    text === ''
      ? `The app setting '${name}' is empty: write the connection string of a storage account into it.`
      : `Storage account connection string '${name}' does not exist: add it to the app settings.`,
  );
}
