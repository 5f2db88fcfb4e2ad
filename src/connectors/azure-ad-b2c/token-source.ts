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
  /** Drops the cached token, because Graph rejected it before it expired. */
  renew(): void;
}

/** Tokens live an hour or more. A token that expires within this time is replaced. */
const spareMs = 300_000;

/** The tokens of one app registration. A token is cached until shortly before it expires. Simultaneous calls share one token request. */
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
    // Instance discovery knows only Microsoft's own hosts.
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

/** The managed identity of the function app authenticates the app registration in another tenant, so no secret is needed. */
function assertionOf(managedIdentity: string, tenant: TenantSettings): () => Promise<string> {
  const identity = new ManagedIdentityCredential({ clientId: managedIdentity });
  const scope = `${clouds[tenant.cloud].tokenExchange}/.default`;
  return async () => (await identity.getToken(scope)).token;
}
