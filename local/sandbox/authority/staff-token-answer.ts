import type { Answer } from '../http/call.ts';
import type { SigningKey } from './signing-key.ts';
import { issueAccessToken, issueIdToken, issueRefreshToken } from './staff-tokens.ts';
import type { Colleague } from './staff.ts';

/** Tokens for a colleague who signed in. The scopes say which: https://learn.microsoft.com/entra/identity-platform/scopes-oidc */
export async function tokenAnswer(
  key: SigningKey,
  origin: string,
  colleague: Colleague,
  scope: string,
): Promise<Answer> {
  const scopes = scope.split(' ');
  return {
    status: 200,
    headers: { 'Cache-Control': 'no-store' },
    body: {
      token_type: 'Bearer',
      scope,
      expires_in: 3600,
      access_token: await issueAccessToken(key, origin, colleague),
      ...(scopes.includes('openid') && {
        id_token: await issueIdToken(key, origin, colleague, null),
      }),
      ...(scopes.includes('offline_access') && {
        refresh_token: await issueRefreshToken(key, origin, { name: colleague.name, scope }),
      }),
    },
  };
}
