import type { Session } from './session.ts';

/** The app registration at the authority. */
export interface Provider {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly authorizeUrl: string;
  readonly tokenUrl: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the variables that App Service sets for its authentication.
 * @returns undefined when authentication is off
 */
export function readProvider(environment: Environment): Provider | undefined {
  if (environment['WEBSITE_AUTH_ENABLED']?.toLowerCase() !== 'true') return undefined;
  const issuer = environment['WEBSITE_AUTH_OPENID_ISSUER'] ?? '';
  // Entra ID: the issuer ends with /v2.0, and the endpoints have the same base path.
  const base = issuer.replace(/\/v2\.0\/?$/, '');
  return {
    clientId: environment['WEBSITE_AUTH_CLIENT_ID'] ?? '',
    clientSecret: environment['MICROSOFT_PROVIDER_AUTHENTICATION_SECRET'] ?? '',
    authorizeUrl: `${base}/oauth2/v2.0/authorize`,
    tokenUrl: `${base}/oauth2/v2.0/token`,
  };
}

/** @returns the ID token; undefined when the authority refuses the code */
export async function redeemCode(
  { tokenUrl, clientId, clientSecret }: Provider,
  code: string,
  redirectUri: string,
): Promise<string | undefined> {
  const answer = await fetch(tokenUrl, {
    method: 'POST',
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      client_id: clientId,
      client_secret: clientSecret,
      redirect_uri: redirectUri,
      code,
    }),
  });
  if (!answer.ok) return undefined;
  const { id_token } = (await answer.json()) as { id_token?: string };
  return id_token;
}

const objectIdType = 'http://schemas.microsoft.com/identity/claims/objectidentifier';

/** Reads a token that came directly from the authority over TLS. So its signature need not be checked (OpenID Connect Core, 3.1.3.7). */
export function readIdToken(
  token: string,
): { nonce: unknown; session: Omit<Session, 'expiresAt'> } | undefined {
  const [, body = ''] = token.split('.');
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString('utf8')) as Record<
    string,
    unknown
  >;
  const { oid, name, nonce } = claims;
  if (typeof oid !== 'string') return undefined;
  const listed = Object.entries(claims).flatMap(([typ, value]) =>
    (Array.isArray(value) ? value : [value]).map((val) => ({
      typ: typ === 'oid' ? objectIdType : typ,
      val: String(val),
    })),
  );
  return {
    nonce,
    session: { claims: listed, objectId: oid, name: typeof name === 'string' ? name : oid },
  };
}
