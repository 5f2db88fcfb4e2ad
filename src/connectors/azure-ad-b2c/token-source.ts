import {
  type AccessToken,
  ClientAssertionCredential,
  ClientCertificateCredential,
  ClientSecretCredential,
  ManagedIdentityCredential,
  type TokenCredential,
} from '@azure/identity';
import { SystemFailure } from '../../domain/failure.ts';
import { underWay } from '../../ports/caller.ts';
import { clouds } from './clouds.ts';
import { type AppRegistration, hostsOf, type TenantSettings } from './settings.ts';
import { tokenFailure } from './token-failure.ts';

export interface TokenSource {
  /** @throws SystemFailure when the authority gives no token */
  get(): Promise<string>;
  /** Forgets the cached token, because Graph rejected it before its time. */
  renew(): void;
}

/** Tokens live an hour or more; one that is about to end is replaced in time. */
const spareMs = 300_000;

/** Tokens of one app registration. One is kept until shortly before it ends, and many calls at once ask for one only. */
export function tokenSource(tenant: TenantSettings, app: AppRegistration): TokenSource {
  const scope = `${new URL(clouds[tenant.cloud].graphUrl).origin}/.default`;
  let credential = credentialOf(tenant, app);
  let kept: AccessToken | undefined;
  let asked: Promise<AccessToken> | undefined;

  async function ask(): Promise<AccessToken> {
    try {
      const abortSignal = AbortSignal.timeout(tenant.timeoutSeconds * 1000);
      const token = await credential.getToken(scope, { abortSignal });
      if (token) return token;
    } catch (error) {
      throw tokenFailure(error);
    }
    throw new SystemFailure('credentials-rejected', 'the authority gave no token');
  }

  return {
    async get() {
      if (kept && kept.expiresOnTimestamp - spareMs > Date.now()) return kept.token;
      asked ??= underWay(ask).finally(() => {
        asked = undefined;
      });
      kept = await asked;
      return kept.token;
    },
    renew() {
      kept = undefined;
      credential = credentialOf(tenant, app);
    },
  };
}

function credentialOf(tenant: TenantSettings, app: AppRegistration): TokenCredential {
  const { tenantId } = tenant;
  const { clientId, clientSecret, certificate, certificatePassword, federatedIdentity } = app;
  const options = {
    authorityHost: hostsOf(tenant).authorityHost,
    // Only Microsoft's own hosts can be discovered.
    disableInstanceDiscovery: tenant.authorityHost !== undefined,
    retryOptions: { maxRetries: 0 },
  };
  if (clientSecret !== undefined) {
    return new ClientSecretCredential(tenantId, clientId, clientSecret, options);
  }
  if (certificate !== undefined) {
    const password = certificatePassword === undefined ? {} : { certificatePassword };
    const pem = { certificate, ...password };
    return new ClientCertificateCredential(tenantId, clientId, pem, options);
  }
  if (federatedIdentity !== undefined) {
    const assertion = assertionOf(federatedIdentity, tenant);
    return new ClientAssertionCredential(tenantId, clientId, assertion, options);
  }
  throw new SystemFailure(
    'misconfigured',
    'an app registration needs a client secret, a certificate or a federated identity',
  );
}

/** The app's managed identity vouches for an app registration of another tenant: no secret to keep. */
function assertionOf(managedIdentity: string, tenant: TenantSettings): () => Promise<string> {
  const identity = new ManagedIdentityCredential({ clientId: managedIdentity });
  const scope = `${clouds[tenant.cloud].tokenExchange}/.default`;
  return async () => (await identity.getToken(scope)).token;
}
