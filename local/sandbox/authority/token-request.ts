import type { Answer, Call } from '../http/call.ts';
import type { Tenant } from './tenants.ts';
import type { AppRegistration } from './app-registration.ts';
import { checkAssertion, type AssertionProblem } from './client-assertion.ts';
import type { GraphTokens } from './graph-tokens.ts';
import { oauthError } from './oauth-error.ts';

interface Client {
  id: string;
  secret: string | null;
  assertion: string | null;
}

/** RFC 6749 §2.3.1: the credentials are in the form, or in a Basic header after form-encoding. */
function clientOf(call: Call, form: URLSearchParams): Client {
  const basic = /^Basic (\S+)$/.exec(String(call.headers['authorization'] ?? ''))?.[1];
  if (basic === undefined)
    return {
      id: form.get('client_id') ?? '',
      secret: form.get('client_secret'),
      assertion: form.get('client_assertion'),
    };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64')
    .toString('utf8')
    .split(':')
    .map(decodeURIComponent);
  return { id, secret, assertion: null };
}

const assertionErrors: Readonly<
  Record<AssertionProblem, readonly [code: number, message: string]>
> = {
  'unknown-key': [
    700027,
    'The certificate with identifier used to sign the client assertion is not registered on application.',
  ],
  'unknown-federation': [
    700213,
    'No matching federated identity record found for presented assertion subject.',
  ],
  malformed: [50027, 'JWT token is invalid or malformed.'],
};

async function refuseClient(
  call: Call,
  client: Client,
  tenant: Tenant,
  registration: AppRegistration,
): Promise<Answer | undefined> {
  if (client.id !== tenant.clientId)
    return oauthError(
      400,
      'unauthorized_client',
      700016,
      `Application with identifier '${client.id}' was not found in the directory '${tenant.domain}'.`,
    );
  if (client.assertion !== null) {
    const tokenUrls = [tenant.tenantId, tenant.domain].map(
      (name) => `${call.origin}/${name}/oauth2/v2.0/token`,
    );
    const problem = await checkAssertion(client.assertion, registration, {
      clientId: client.id,
      tokenUrls,
    });
    return problem && oauthError(401, 'invalid_client', ...assertionErrors[problem]);
  }
  if (client.secret === tenant.clientSecret) return undefined;
  const message =
    'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID.';
  return oauthError(401, 'invalid_client', 7000215, message);
}

const scopeMessage =
  'The provided value for scope is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.';

/** The token endpoint: client credentials with a secret, a certificate or a federated identity. */
export async function answerTokenRequest(
  call: Call,
  tenant: Tenant,
  registration: AppRegistration,
  tokens: GraphTokens,
): Promise<Answer> {
  const form = new URLSearchParams(call.body);
  if (form.get('grant_type') !== 'client_credentials')
    return oauthError(
      400,
      'unsupported_grant_type',
      70003,
      'The app requested an unsupported grant type.',
    );
  const refusal = await refuseClient(call, clientOf(call, form), tenant, registration);
  if (refusal) return refusal;
  const scope = form
    .get('scope')
    ?.split(' ')
    .find((each) => each.endsWith('/.default'));
  if (scope === undefined) return oauthError(400, 'invalid_scope', 1002012, scopeMessage);
  const { token, expiresIn } = await tokens.issue(
    tenant,
    scope.slice(0, -'/.default'.length),
    registration.roles,
  );
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      token_type: 'Bearer',
      expires_in: expiresIn,
      ext_expires_in: expiresIn,
      access_token: token,
    },
  };
}
