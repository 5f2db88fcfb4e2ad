import type { EnvironmentReader } from './environment.ts';
import type { StorageSettings } from './storage-settings.ts';

/** An account name means the managed identity. Otherwise a connection string is needed. */
export function readStorage(environment: EnvironmentReader): StorageSettings {
  const accountName = environment.matching(
    'AzureWebJobsStorage__accountName',
    /^[a-z0-9]{3,24}$/,
    'is not a storage account name: use 3 to 24 lower-case letters and digits',
  );
  if (accountName !== null) {
    const clientId = environment.matching(
      'AzureWebJobsStorage__clientId',
      /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
      'is not the client ID of a managed identity: write the GUID that Azure shows for it',
    );
    return { accountName, clientId };
  }
  const connectionString = environment.required(
    'AzureWebJobsStorage',
    'set it to a connection string, or set AzureWebJobsStorage__accountName to the name of an account that the managed identity may use',
  );
  if (connectionString !== '' && !isConnectionString(connectionString))
    environment.refuse(
      'AzureWebJobsStorage',
      'is not a connection string of a storage account: copy all of it, or write UseDevelopmentStorage=true for Azurite',
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

/** How the service recognises its callers. */
export interface CallerSettings {
  /** False: everybody may do everything. */
  readonly required: boolean;
  /** True when App Service authentication is on. Then its principal header is trusted. */
  readonly platformSignIn: boolean;
}

export function readCallers(environment: EnvironmentReader): CallerSettings {
  const auth = environment.matching(
    'HABEAS_AUTH',
    /^(required|off)$/,
    'must be required, or off for development',
  );
  // Azure sets this variable. A service that runs on Azure must never be open to everybody, whatever the settings say.
  if (auth === 'off' && environment.optional('WEBSITE_INSTANCE_ID') !== null)
    environment.refuse('HABEAS_AUTH', 'must not be off on Azure: set it to required');
  return {
    required: auth !== 'off',
    platformSignIn: environment.optional('WEBSITE_AUTH_ENABLED')?.toLowerCase() === 'true',
  };
}

/** @returns the address of the service, which ends with a slash */
export function readPublicUrl(environment: EnvironmentReader): string {
  const hostName = environment.optional('WEBSITE_HOSTNAME') ?? 'localhost';
  const url = environment.optional('HABEAS_PUBLIC_URL') ?? `https://${hostName}/`;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search !== '' || parsed.hash !== '')
    environment.refuse(
      'HABEAS_PUBLIC_URL',
      'is not a valid address: write an address such as https://dsar.example.org/, or remove the variable',
    );
  return url.endsWith('/') ? url : `${url}/`;
}
