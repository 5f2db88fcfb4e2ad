import { TableClient } from '@azure/data-tables';
import { ManagedIdentityCredential } from '@azure/identity';
import { BlobServiceClient, StorageRetryPolicyType } from '@azure/storage-blob';
import { QueueServiceClient } from '@azure/storage-queue';
import type { StorageSettings } from '../config/storage-settings.ts';

export interface Storage {
  readonly blobs: BlobServiceClient;
  readonly queues: QueueServiceClient;
  readonly register: TableClient;
}

const registerTable = 'dsarRegister';

// About twenty seconds in all: long enough for a short failover of the storage account, and for a restart of Azurite. For longer outages
// the flow waits on durable timers.
const blobAndQueueRetries = {
  retryPolicyType: StorageRetryPolicyType.EXPONENTIAL,
  maxTries: 7,
  retryDelayInMs: 500,
  maxRetryDelayInMs: 5_000,
  tryTimeoutInMs: 30_000,
};
const tableRetries = { maxRetries: 7, retryDelayInMs: 400, maxRetryDelayInMs: 5_000 };

export function openStorage(settings: StorageSettings): Storage {
  if ('connectionString' in settings) {
    const { connectionString } = settings;
    return {
      blobs: BlobServiceClient.fromConnectionString(connectionString, {
        retryOptions: blobAndQueueRetries,
      }),
      queues: QueueServiceClient.fromConnectionString(connectionString, {
        retryOptions: blobAndQueueRetries,
      }),
      register: TableClient.fromConnectionString(connectionString, registerTable, {
        retryOptions: tableRetries,
        // Only Azurite uses plain http. A storage account on Azure is set to require https.
        allowInsecureConnection: true,
      }),
    };
  }
  const { accountName, clientId } = settings;
  const credential = clientId
    ? new ManagedIdentityCredential({ clientId })
    : new ManagedIdentityCredential();
  const endpoint = (service: string): string =>
    `https://${accountName}.${service}.core.windows.net`;
  return {
    blobs: new BlobServiceClient(endpoint('blob'), credential, {
      retryOptions: blobAndQueueRetries,
    }),
    queues: new QueueServiceClient(endpoint('queue'), credential, {
      retryOptions: blobAndQueueRetries,
    }),
    register: new TableClient(endpoint('table'), registerTable, credential, {
      retryOptions: tableRetries,
    }),
  };
}
