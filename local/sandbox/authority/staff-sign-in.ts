import type { Answer, Call } from '../http/call.ts';
import { oauthError, unknownClient } from './oauth-error.ts';
import { colleagueOf, signInPage, wrongPassword } from './sign-in-page.ts';
import type { SigningKey } from './signing-key.ts';
import {
  issueAccessToken,
  issueCode,
  issueIdToken,
  readCode,
  readRefreshToken,
} from './staff-tokens.ts';
import { tokenAnswer } from './staff-token-answer.ts';
import { staff, staffTenant } from './staff.ts';

function wrongRequest(query: URLSearchParams): Answer | undefined {
  if (query.get('client_id') !== staffTenant.clientId) return unknownClient();
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
  const page = (message: string) => signInPage({ query: query.toString(), message });
  if (call.method === 'GET') return page('');
  const colleague = colleagueOf(new URLSearchParams(call.body));
  if (!colleague) return page(wrongPassword);
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

/** The token endpoint for a refresh token of a client without a secret. */
export async function answerRefresh(key: SigningKey, call: Call): Promise<Answer> {
  const form = new URLSearchParams(call.body);
  if (form.get('client_id') !== staffTenant.clientId) return unknownClient();
  const kept = await readRefreshToken(key, form.get('refresh_token') ?? '');
  const colleague = staff.find(({ name }) => name === kept?.name);
  return kept && colleague
    ? tokenAnswer(key, call.origin, colleague, kept.scope)
    : oauthError(400, 'invalid_grant', 700082, 'The refresh token has expired.');
}
