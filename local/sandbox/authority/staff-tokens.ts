import { jwtVerify, SignJWT, type JWTPayload } from 'jose';
import type { SigningKey } from './signing-key.ts';
import { staffTenant, type Colleague } from './staff.ts';

export const staffIssuer = (origin: string): string => `${origin}/${staffTenant.tenantId}/v2.0`;

function sign(key: SigningKey, origin: string, claims: JWTPayload, lifetime: string) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .setIssuer(staffIssuer(origin))
    .setIssuedAt()
    .setNotBefore('0s')
    .setExpirationTime(lifetime)
    .sign(key.privateKey);
}

const claimsOf = ({ name, roles, username, objectId }: Colleague): JWTPayload => ({
  aud: staffTenant.clientId,
  oid: objectId,
  sub: objectId,
  tid: staffTenant.tenantId,
  name,
  preferred_username: username,
  roles,
  ver: '2.0',
});

/** An access token of version 2: https://learn.microsoft.com/entra/identity-platform/access-token-claims-reference */
export const issueAccessToken = (key: SigningKey, origin: string, colleague: Colleague) =>
  sign(key, origin, { ...claimsOf(colleague), azp: staffTenant.clientId }, '1h');

export const issueIdToken = (
  key: SigningKey,
  origin: string,
  colleague: Colleague,
  nonce: string | null,
) => sign(key, origin, { ...claimsOf(colleague), ...(nonce !== null && { nonce }) }, '1h');

/** The content of an authorization code. The code itself holds it, signed, so the authority keeps no state. */
export interface Code {
  readonly name: string;
  readonly redirectUri: string;
  readonly nonce: string | null;
}

const codeAudience = 'authorization-code';

export const issueCode = (key: SigningKey, origin: string, code: Code) =>
  sign(key, origin, { aud: codeAudience, code }, '2m');

/** @returns undefined for a code that was not issued here, or was issued too long ago */
export async function readCode(key: SigningKey, text: string): Promise<Code | undefined> {
  try {
    const { payload } = await jwtVerify(text, key.publicKey, { audience: codeAudience });
    return payload['code'] as Code;
  } catch {
    return undefined;
  }
}

/** What a refresh token stands for. Like a code, it carries it signed. */
export interface Refresh {
  readonly name: string;
  readonly scope: string;
}

const refreshAudience = 'refresh-token';

export const issueRefreshToken = (key: SigningKey, origin: string, refresh: Refresh) =>
  sign(key, origin, { aud: refreshAudience, refresh }, '90d');

/** @returns undefined for a refresh token that was not issued here, or is too old */
export async function readRefreshToken(
  key: SigningKey,
  text: string,
): Promise<Refresh | undefined> {
  try {
    const { payload } = await jwtVerify(text, key.publicKey, { audience: refreshAudience });
    return payload['refresh'] as Refresh;
  } catch {
    return undefined;
  }
}
