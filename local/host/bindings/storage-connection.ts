// Loads the Azure libraries only when they are needed, because loading takes most of a host's start.
import type { TableClient } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import type { BlobServiceClient } from '@azure/storage-blob';
import type { QueueServiceClient } from '@azure/storage-queue';
import { settingOf, type Environment } from '../settings/app-settings.ts';

// Few tries, because listeners try again themselves, but enough for a storage emulator that restarts.
const retryOptions = { maxTries: 3, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 };
const tableRetries = { maxRetries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 1_000 };

type Service = 'blob' | 'queue' | 'table';

/** The access to a storage account: a connection string, or an address and the identity of the process. */
type StorageConnection =
  | { readonly text: string; readonly name: string }
  | { readonly uri: string; readonly name: string };

/**
 * Reads a binding's `connection`: the name of an app setting with a connection string, or a prefix of settings for access by
 * identity (`X__queueServiceUri`, `X__accountName`).
 * @throws Error when the setting is missing or empty
 */
export function storageConnection(
  connection: unknown,
  service: Service,
  environment: Environment,
): StorageConnection {
  const name = typeof connection === 'string' && connection ? connection : 'AzureWebJobsStorage';
  const setting = (full: string) => settingOf(environment, full);
  const text = setting(`AzureWebJobs${name}`) ?? setting(name);
  if (text) return { text, name };
  const account = setting(`${name}__accountName`);
  const uri =
    setting(`${name}__${service}ServiceUri`) ??
    setting(`${name}__serviceUri`) ??
    (account && `https://${account}.${service}.core.windows.net`);
  if (uri) return { uri, name };
  throw new Error(
    text === ''
      ? `The app setting '${name}' is empty: write the connection string of a storage account into it.`
      : `Storage account connection string '${name}' does not exist: add it to the app settings.`,
  );
}

/** Opens the queue service of a binding's `connection`. @throws Error when the setting is missing or wrong */
export async function queueService(
  connection: unknown,
  environment: Environment,
): Promise<QueueServiceClient> {
  const { QueueServiceClient: Client } = await import('@azure/storage-queue');
  return await open(storageConnection(connection, 'queue', environment), {
    withText: (text) => Client.fromConnectionString(text, { retryOptions }),
    withIdentity: (uri, identity) => new Client(uri, identity, { retryOptions }),
  });
}

/** Opens the blob service of a binding's `connection`. @throws Error when the setting is missing or wrong */
export async function blobService(
  connection: unknown,
  environment: Environment,
): Promise<BlobServiceClient> {
  const { BlobServiceClient: Client } = await import('@azure/storage-blob');
  return await open(storageConnection(connection, 'blob', environment), {
    withText: (text) => Client.fromConnectionString(text, { retryOptions }),
    withIdentity: (uri, identity) => new Client(uri, identity, { retryOptions }),
  });
}

/** Opens a table of a binding's `connection`. @throws Error when the setting is missing or wrong */
export async function tableClient(
  connection: unknown,
  table: string,
  environment: Environment,
): Promise<TableClient> {
  const { TableClient: Client } = await import('@azure/data-tables');
  const options = { retryOptions: tableRetries, allowInsecureConnection: true };
  return await open(storageConnection(connection, 'table', environment), {
    withText: (text) => Client.fromConnectionString(text, table, options),
    withIdentity: (uri, identity) => new Client(uri, table, identity, options),
  });
}

async function open<Client>(
  connection: StorageConnection,
  how: {
    readonly withText: (text: string) => Client;
    readonly withIdentity: (uri: string, identity: TokenCredential) => Client;
  },
): Promise<Client> {
  if ('uri' in connection) {
    const { DefaultAzureCredential } = await import('@azure/identity');
    return how.withIdentity(connection.uri, new DefaultAzureCredential());
  }
  try {
    return how.withText(connection.text);
  } catch {
    // The library's message does not name the setting. The value is a secret.
    throw new Error(
      `The app setting '${connection.name}' is not a connection string of a storage account: copy one from "Access keys" of the account, or write UseDevelopmentStorage=true for Azurite.`,
    );
  }
}
