import type { Answer, Call } from '../http/call.ts';
import { escapedHtml } from './escaped-html.ts';
import { oauthError } from './oauth-error.ts';
import type { SigningKey } from './signing-key.ts';
import { issueAccessToken, issueCode, issueIdToken, readCode } from './staff-tokens.ts';
import { staff, staffTenant } from './staff.ts';

function page(query: string, message: string): Answer {
  const body = `<!doctype html><html lang="en"><title>Sign in to the sandbox</title>
<h1>Sign in</h1><p>Invented people: ${staff.map(({ name }) => name).join(', ')}. The password is <code>sandbox-</code> and the name.</p>
<p role="alert">${escapedHtml(message)}</p>
<form method="post" action="?${escapedHtml(query)}">
<p><label>User name <input name="username" autocomplete="username" required></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required></label></p>
<button>Sign in</button></form></html>`;
  return { status: 200, headers: { 'Content-Type': 'text/html; charset=utf-8' }, body };
}

function wrongRequest(query: URLSearchParams): Answer | undefined {
  if (query.get('client_id') !== staffTenant.clientId)
    return oauthError(400, 'unauthorized_client', 700016, 'The application was not found.');
  const target = query.get('redirect_uri') ?? '';
  // The app registration of the sandbox knows only this machine.
  if (!/^http:\/\/(127\.0\.0\.1|localhost):\d+\/\.auth\/login\/aad\/callback$/.test(target))
    return oauthError(400, 'invalid_request', 50011, 'The redirect URI does not match.');
  return query.get('response_type') === 'code'
    ? undefined
    : oauthError(400, 'unsupported_response_type', 70005, 'Only the response type code.');
}

/** The authorize endpoint of the staff's tenant: shows the form, then redirects back with a code. */
export async function answerAuthorize(key: SigningKey, call: Call): Promise<Answer> {
  const query = new URLSearchParams(call.search);
  const wrong = wrongRequest(query);
  if (wrong) return wrong;
  if (call.method === 'GET') return page(query.toString(), '');
  const form = new URLSearchParams(call.body);
  const given = form.get('username')?.trim().toLowerCase();
  const colleague = staff.find(({ name, username }) => given === name || given === username);
  if (!colleague || form.get('password') !== colleague.password)
    return page(query.toString(), 'Your account or password is incorrect.');
  const redirectUri = query.get('redirect_uri') ?? '';
  const target = new URL(redirectUri);
  target.searchParams.set(
    'code',
    await issueCode(key, call.origin, {
      name: colleague.name,
      redirectUri,
      nonce: query.get('nonce'),
    }),
  );
  const state = query.get('state');
  if (state !== null) target.searchParams.set('state', state);
  return { status: 302, headers: { Location: target.href } };
}

/** The token endpoint of the staff's tenant: exchanges a code for tokens. */
export async function answerCode(key: SigningKey, call: Call): Promise<Answer> {
  const form = new URLSearchParams(call.body);
  if (form.get('grant_type') !== 'authorization_code')
    return oauthError(400, 'unsupported_grant_type', 70003, 'Only authorization_code.');
  if (
    form.get('client_id') !== staffTenant.clientId ||
    form.get('client_secret') !== staffTenant.clientSecret
  )
    return oauthError(401, 'invalid_client', 7000215, 'Invalid client secret provided.');
  const code = await readCode(key, form.get('code') ?? '');
  const colleague = staff.find(({ name }) => name === code?.name);
  if (!code || !colleague || code.redirectUri !== form.get('redirect_uri'))
    return oauthError(400, 'invalid_grant', 70008, 'The provided authorization code is invalid.');
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      token_type: 'Bearer',
      expires_in: 3600,
      access_token: await issueAccessToken(key, call.origin, colleague),
      id_token: await issueIdToken(key, call.origin, colleague, code.nonce),
    },
  };
}
