import { ClientSecretCredential } from '@azure/identity';
import {
  AuthenticationHandler,
  Client,
  HTTPMessageHandler,
} from '@microsoft/microsoft-graph-client';
import { TokenCredentialAuthenticationProvider } from '@microsoft/microsoft-graph-client/authProviders/azureTokenCredentials';
import { tenants } from '../../../../local/sandbox/authority/tenants.ts';
import type { Sandbox } from '../../../../local/sandbox/start-sandbox.ts';

/** Microsoft's own client and credential, unmodified, pointed at a tenant of the sandbox. Nothing is retried. */
export function graphClient(sandbox: Sandbox, system = 'b2c-de', secret?: string): Client {
  const tenant = tenants.find(({ id }) => id === system);
  if (!tenant) throw new Error(`No tenant ${system}`);
  const credential = new ClientSecretCredential(
    tenant.tenantId,
    tenant.clientId,
    secret ?? tenant.clientSecret,
    {
      authorityHost: sandbox.authority,
      disableInstanceDiscovery: true,
      retryOptions: { maxRetries: 0 },
    },
  );
  const provider = new TokenCredentialAuthenticationProvider(credential, {
    scopes: ['https://graph.microsoft.com/.default'],
  });
  const middleware = new AuthenticationHandler(provider);
  middleware.setNext(new HTTPMessageHandler());
  return Client.initWithMiddleware({
    middleware,
    baseUrl: `${sandbox.systems[system] ?? ''}/`,
    customHosts: new Set(['localhost']),
  });
}

export interface UserAnswer {
  id: string;
  displayName: string | null;
  [name: string]: unknown;
}

export interface ListAnswer<T = UserAnswer> {
  value: T[];
  '@odata.nextLink'?: string;
}

/** An OData string literal. */
export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

export interface GraphFailure {
  statusCode: number;
  code: string | null;
  headers?: Headers;
}
