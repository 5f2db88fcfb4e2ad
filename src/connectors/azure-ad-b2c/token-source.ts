import {
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { SystemFailure } from '../../domain/failure.ts';
import { clouds } from './clouds.ts';
import { hostsOf, type TenantSecrets, type TenantSettings } from './settings.ts';
import { tokenFailure } from './token-failure.ts';

export interface TokenSource {
  /** @throws SystemFailure when the authority gives no token */
  get(): Promise<string>;
  /** Forgets the cached token, because Graph rejected it before its time. */
  renew(): void;
}

/** Tokens of one tenant; @azure/identity keeps one until shortly before it ends. */
export function tokenSource(tenant: TenantSettings, secrets: TenantSecrets): TokenSource {
  const scope = `${new URL(clouds[tenant.cloud].graphUrl).origin}/.default`;
  let credential = credentialOf(tenant, secrets);
  return {
    async get() {
      try {
        const token = await credential.getToken(scope, {
          abortSignal: AbortSignal.timeout(tenant.timeoutSeconds * 1000),
        });
        if (token) return token.token;
      } catch (error) {
        throw tokenFailure(error);
      }
      throw new SystemFailure('credentials-rejected', 'the authority gave no token');
    },
    renew() {
      credential = credentialOf(tenant, secrets);
    },
  };
}

function credentialOf(tenant: TenantSettings, secrets: TenantSecrets): TokenCredential {
  const { authorityHost } = hostsOf(tenant);
  const options = {
    authorityHost,
    // Only Microsoft's own hosts can be discovered.
    disableInstanceDiscovery: tenant.authorityHost !== undefined,
    retryOptions: { maxRetries: 0 },
  };
  const { tenantId, clientId, federatedIdentity } = tenant;
  if (secrets.clientSecret !== undefined) {
    return new ClientSecretCredential(tenantId, clientId, secrets.clientSecret, options);
  }
  if (secrets.certificate !== undefined) {
    const { certificate, certificatePassword } = secrets;
    return new ClientCertificateCredential(
      tenantId,
      clientId,
      { certificate, ...(certificatePassword === undefined ? {} : { certificatePassword }) },
      options,
    );
  }
  if (federatedIdentity !== undefined) {
    return new ClientAssertionCredential(
      tenantId,
      clientId,
      assertionOf(federatedIdentity, tenant),
      options,
    );
  }
  throw new SystemFailure(
    'misconfigured',
    'one of clientSecret, certificate and federatedIdentity is needed',
  );
}

/** The app's managed identity vouches for an app registration of another tenant: no secret to keep. */
function assertionOf(managedIdentity: string, tenant: TenantSettings): () => Promise<string> {
  const identity = new ManagedIdentityCredential({ clientId: managedIdentity });
  const scope = `${clouds[tenant.cloud].tokenExchange}/.default`;
  return async () => (await identity.getToken(scope)).token;
}
