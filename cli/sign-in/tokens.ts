import { CommandFailure } from '../command-failure.ts';
import { exitCodes } from '../exit-codes.ts';

/** The token endpoint's answer. */
export interface TokenAnswer {
  readonly access_token: string;
  /** Seconds. */
  readonly expires_in: number;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

/** Who signed in, as the authority says in the ID token. */
export interface Person {
  readonly name: string;
  readonly roles: readonly string[];
}

/**
 * The scope of a sign-in. The resource is always the client itself, whatever the service answers. So a service can get tokens only for
 * itself, never for another API. Entra ID wants the application ID here (AADSTS90009), and the same scope at every refresh.
 */
export const scopeOf = (clientId: string): string =>
  `${clientId}/.default openid profile offline_access`;

/** Reads an ID token that came from the token endpoint over TLS. So its signature need not be checked (OpenID Connect Core, 3.1.3.7). */
export function personOf(idToken: string | undefined): Person {
  const claims = claimsOf(idToken);
  const { preferred_username: userName, name, roles } = claims;
  const isText = (each: unknown): each is string => typeof each === 'string';
  const named = [userName, name].find(isText);
  return {
    name: named ?? 'somebody without a name',
    roles: Array.isArray(roles) ? roles.filter(isText) : [],
  };
}

function claimsOf(idToken = ''): Readonly<Record<string, unknown>> {
  try {
    const body = Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString('utf8');
    return JSON.parse(body) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

/** @throws CommandFailure when the answer has no access token */
export function checkedTokens(answer: Partial<TokenAnswer>): TokenAnswer {
  const { access_token, expires_in } = answer;
  if (typeof access_token === 'string' && Number(expires_in) > 0)
    return { ...answer, access_token, expires_in: Number(expires_in) };
  throw new CommandFailure('The authority sent no access token.', exitCodes.unreachable);
}
