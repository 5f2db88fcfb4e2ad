import type { EnvironmentReader } from './environment.ts';
import type { StorageSettings } from './storage-settings.ts';

/** By the managed identity where an account is named, else by a connection string. */
export function readStorage(environment: EnvironmentReader): StorageSettings {
  const accountName = environment.matching(
    'AzureWebJobsStorage__accountName',
    /^[a-z0-9]{3,24}$/,
    'is no name of a storage account: 3 to 24 small letters and digits',
  );
  if (accountName !== null) {
    const clientId = environment.matching(
      'AzureWebJobsStorage__clientId',
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      'is no client ID of a managed identity',
    );
    return { accountName, clientId };
  }
  const connectionString = environment.required(
    'AzureWebJobsStorage',
    'set it to a connection string, or AzureWebJobsStorage__accountName to the account that the managed identity may use',
  );
  if (connectionString !== '' && !isConnectionString(connectionString))
    environment.refuse(
      'AzureWebJobsStorage',
      'is no connection string of a storage account: copy it whole, or write UseDevelopmentStorage=true for Azurite',
    );
  return { connectionString };
}

// https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string
function isConnectionString(text: string): boolean {
  const parts = new Map(
    text
      .split(';')
      .filter((part) => part !== '')
      .map((part) => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]),
  );
  if (parts.get('UseDevelopmentStorage') === 'true') return true;
  const isNamed = parts.has('AccountName') || parts.has('BlobEndpoint');
  return isNamed && (parts.has('AccountKey') || parts.has('SharedAccessSignature'));
}

/** @returns the service's own address, with a slash at its end */
export function readPublicUrl(environment: EnvironmentReader): string {
  const hostName = environment.optional('WEBSITE_HOSTNAME') ?? 'localhost';
  const url = environment.optional('HABEAS_PUBLIC_URL') ?? `https://${hostName}/`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '')
    environment.refuse(
      'HABEAS_PUBLIC_URL',
      'is no address of a service: write it as https://dsar.example.org/, or leave it out',
    );
  return url.endsWith('/') ? url : `${url}/`;
}
