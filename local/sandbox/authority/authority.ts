import type { Answer, Call, SimulatedSystem } from '../http/call.ts';
import { createRouter, type PathValues } from '../http/router.ts';
import { findTenant, type Tenant } from './tenants.ts';
import type { State } from '../store/state.ts';
import { defaultAppRegistration } from './app-registration.ts';
import type { GraphTokens } from './graph-tokens.ts';
import { oauthError } from './oauth-error.ts';
import { answerPolicyAuthorize } from './policy-sign-in.ts';
import { policyIssuer } from './policy-tokens.ts';
import type { AuthorityKeys, SigningKey } from './signing-key.ts';
import { createStaffAuthority } from './staff-authority.ts';
import { isStaffTenant, staffTenant } from './staff.ts';
import { answerTokenRequest } from './token-request.ts';

type Page = (call: Call, values: PathValues) => Promise<Answer> | Answer;

const unknownTenant = (tenant: string) =>
  oauthError(400, 'invalid_request', 90002, `Tenant '${tenant}' not found.`);

function metadata(origin: string, tenant: string): Answer {
  const base = `${origin}/${tenant}`;
  return {
    status: 200,
    body: {
      token_endpoint: `${base}/oauth2/v2.0/token`,
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      issuer: `${origin}/${tenant}/v2.0`,
      response_types_supported: ['code', 'id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
      grant_types_supported: ['client_credentials'],
      scopes_supported: ['openid'],
    },
  };
}

function policyMetadata(origin: string, tenant: Tenant, policy: string): Answer {
  const base = `${origin}/${tenant.domain}/${policy}`;
  return {
    status: 200,
    body: {
      issuer: policyIssuer(origin, tenant),
      authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
      token_endpoint: `${base}/oauth2/v2.0/token`,
      jwks_uri: `${base}/discovery/v2.0/keys`,
      response_types_supported: ['id_token'],
      subject_types_supported: ['pairwise'],
      id_token_signing_alg_values_supported: ['RS256'],
      claims_supported: [
        'oid',
        'sub',
        'emails',
        'tfp',
        'iss',
        'iat',
        'exp',
        'aud',
        'auth_time',
        'nonce',
      ],
    },
  };
}

const jwks = ({ publicJwk }: SigningKey): Answer => ({
  status: 200,
  body: { keys: [publicJwk] },
});

/** The OAuth authority of every tenant, in place of `login.microsoftonline.com` and `b2clogin.com`. It keeps only the open device codes. */
export function createAuthority(
  state: State,
  key: AuthorityKeys,
  tokens: GraphTokens,
): SimulatedSystem {
  const keys = jwks(key);
  const forStaff = createStaffAuthority(key, Date.now);
  const withTenant =
    (
      page: (tenant: Tenant, call: Call, values: PathValues) => Answer | Promise<Answer>,
      ofStaff?: (call: Call) => Answer | Promise<Answer>,
    ): Page =>
    (call, values) => {
      if (ofStaff && isStaffTenant(values['tenant'] ?? '')) return ofStaff(call);
      const tenant = findTenant(values['tenant'] ?? '');
      return tenant ? page(tenant, call, values) : unknownTenant(values['tenant'] ?? '');
    };

  // People of a B2C tenant sign in at the address of a policy.
  const onlyForStaff = (page: (call: Call) => Answer | Promise<Answer>) =>
    withTenant(() => ({ status: 404 }), page);

  const find = createRouter<Page>([
    {
      method: 'POST',
      pattern: '/{tenant}/oauth2/v2.0/token',
      target: withTenant(
        (tenant, call) =>
          answerTokenRequest(
            call,
            tenant,
            state.settings.of(tenant.id, defaultAppRegistration),
            tokens,
          ),
        forStaff.token,
      ),
    },
    {
      method: 'GET',
      pattern: '/{tenant}/v2.0/.well-known/openid-configuration',
      target: withTenant(
        (tenant, call) => metadata(call.origin, tenant.tenantId),
        (call) => metadata(call.origin, staffTenant.tenantId),
      ),
    },
    ...(['GET', 'POST'] as const).map((method) => ({
      method,
      pattern: '/{tenant}/oauth2/v2.0/authorize',
      target: onlyForStaff(forStaff.authorize),
    })),
    {
      method: 'POST',
      pattern: '/{tenant}/oauth2/v2.0/devicecode',
      target: onlyForStaff(forStaff.deviceCode),
    },
    ...(['GET', 'POST'] as const).map((method) => ({
      method,
      pattern: '/{tenant}/oauth2/deviceauth',
      target: onlyForStaff(forStaff.devicePage),
    })),
    {
      method: 'GET',
      pattern: '/{tenant}/discovery/v2.0/keys',
      target: withTenant(
        () => keys,
        () => keys,
      ),
    },
    {
      method: 'GET',
      pattern: '/{tenant}/{policy}/v2.0/.well-known/openid-configuration',
      target: withTenant((tenant, call, { policy = '' }) =>
        policyMetadata(call.origin, tenant, policy),
      ),
    },
    ...(['GET', 'POST'] as const).map((method) => ({
      method,
      pattern: '/{tenant}/{policy}/oauth2/v2.0/authorize',
      target: withTenant((tenant, call, { policy = '' }) =>
        answerPolicyAuthorize({ state, key }, tenant, policy, call),
      ),
    })),
    {
      method: 'GET',
      pattern: '/{tenant}/{policy}/discovery/v2.0/keys',
      target: withTenant(async ({ id }) => jwks(await key.ofPolicies(id))),
    },
  ]);

  const answers = new WeakMap<Call, Answer>();
  return {
    id: 'authority',
    admit: async (call) => {
      const found = find(call.method, call.path);
      const answer =
        found === undefined || found === 'wrong-method'
          ? { status: 404 }
          : await found.target(call, found.values);
      answers.set(call, answer);
      return undefined;
    },
    answer: (call) => answers.get(call) ?? { status: 404 },
    failure: (status) =>
      oauthError(
        status,
        status >= 500 ? 'temporarily_unavailable' : 'invalid_request',
        90033,
        'A transient error has occurred. Please try again.',
      ),
  };
}
