import type { Answer, Call } from '../http/call.ts';
import type { State } from '../store/state.ts';
import { escapedHtml } from './escaped-html.ts';
import { oauthError } from './oauth-error.ts';
import { issuePolicyToken } from './policy-tokens.ts';
import type { AuthorityKeys } from './signing-key.ts';
import type { Tenant } from './tenants.ts';

function page(query: string, message: string): Answer {
  const body = `<!doctype html><html lang="en"><title>Sign in to the sandbox</title>
<h1>Sign in</h1><p>Any invented person of this tenant: GET /control/people lists them. There is no password.</p>
<p role="alert">${escapedHtml(message)}</p>
<form method="post" action="?${escapedHtml(query)}">
<p><label>E-mail <input name="email" autocomplete="username" required></label></p>
<button>Sign in</button></form></html>`;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

/**
 * The authorize endpoint of a B2C policy that asks for a sign-in every time. It returns the ID token in the fragment of the address:
 * https://learn.microsoft.com/azure/active-directory-b2c/implicit-flow-single-page-application
 */
export async function answerPolicyAuthorize(
  { state, key }: { state: State; key: AuthorityKeys },
  tenant: Tenant,
  policy: string,
  call: Call,
): Promise<Answer> {
  const query = new URLSearchParams(call.search);
  const [redirectUri, audience, nonce] = ['redirect_uri', 'client_id', 'nonce'].map(
    (name) => query.get(name) ?? '',
  );
  if (!redirectUri || !/^http:\/\/(127\.0\.0\.1|localhost)(:\d+)?\//.test(redirectUri))
    return oauthError(400, 'invalid_request', 50011, 'The redirect URI does not match.');
  if (query.get('response_type') !== 'id_token' || !audience || !nonce)
    return oauthError(400, 'invalid_request', 90014, 'id_token needs client_id and nonce.');
  if (call.method === 'GET') return page(query.toString(), '');
  const email = new URLSearchParams(call.body).get('email')?.trim() ?? '';
  const user = state.records
    .findActual(tenant.id, 'user', 'identities', email)
    .find((record) => record.state === 'live');
  if (!user) return page(query.toString(), 'There is no account with this e-mail address.');
  const token = await issuePolicyToken(key, call.origin, {
    tenant,
    policy,
    objectId: user.id,
    emails: [email],
    audience,
    claims: { nonce },
  });
  const fragment = new URLSearchParams({ id_token: token, state: query.get('state') ?? '' });
  return { status: 302, headers: { Location: `${redirectUri}#${fragment.toString()}` } };
}
