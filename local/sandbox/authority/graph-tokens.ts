import { randomUUID } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import type { Tenant } from './tenants.ts';
import type { SigningKey } from './signing-key.ts';

const graphAudiences = ['https://graph.microsoft.com', '00000003-0000-0000-c000-000000000000'];
const lifetimeSeconds = 3599;
const keptTokens = 1000;

export type Verified = { roles: ReadonlySet<string> } | { problem: string };

/** App-only access tokens for Graph. They expire by real time, not by the clock of the simulators, because clients cache them by real time. */
export interface GraphTokens {
  issue(
    tenant: Tenant,
    audience: string,
    roles: readonly string[],
  ): Promise<{ token: string; expiresIn: number }>;
  /**
   * @param authorization the header's value
   * @param origin the listener's own URL, which is an allowed audience too
   */
  verify(authorization: string | undefined, tenant: Tenant, origin: string): Promise<Verified>;
}

interface Known {
  tid: string;
  audience: string;
  expiresAt: number;
  roles: ReadonlySet<string>;
}

function problemOf(error: unknown): string {
  if (error instanceof errors.JWTExpired)
    return 'Lifetime validation failed, the token is expired.';
  return 'Access token validation failure. Invalid signature or malformed token.';
}

export function createGraphTokens(key: SigningKey): GraphTokens {
  // Checking a signature costs more than the rest of a call, and clients send one token thousands of times.
  const known = new Map<string, Known>();

  async function read(token: string): Promise<Known> {
    const cached = known.get(token);
    if (cached) return cached;
    const { payload } = await jwtVerify(token, key.publicKey, { algorithms: ['RS256'] });
    const roles = Array.isArray(payload['roles']) ? (payload['roles'] as string[]) : [];
    const audience = typeof payload.aud === 'string' ? payload.aud : '';
    const entry = {
      tid: String(payload['tid']),
      audience,
      expiresAt: (payload.exp ?? 0) * 1000,
      roles: new Set(roles),
    };
    if (known.size >= keptTokens) known.clear();
    known.set(token, entry);
    return entry;
  }

  async function verify(
    authorization: string | undefined,
    tenant: Tenant,
    origin: string,
  ): Promise<Verified> {
    const [, token] = /^Bearer (\S+)$/i.exec(authorization ?? '') ?? [];
    if (token === undefined) return { problem: 'Access token is empty.' };
    try {
      const { tid, audience, expiresAt, roles } = await read(token);
      if (expiresAt <= Date.now())
        return { problem: 'Lifetime validation failed, the token is expired.' };
      if (!graphAudiences.includes(audience) && audience !== origin)
        return { problem: 'Access token validation failure. Invalid audience.' };
      if (tid !== tenant.tenantId)
        return {
          problem: 'Access token validation failure. The token was issued for another tenant.',
        };
      return { roles };
    } catch (error) {
      return { problem: problemOf(error) };
    }
  }

  async function issue(tenant: Tenant, audience: string, roles: readonly string[]) {
    const claims = {
      tid: tenant.tenantId,
      appid: tenant.clientId,
      azp: tenant.clientId,
      app_displayname: 'Habeas',
      idtyp: 'app',
      roles,
      ver: '1.0',
    };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
      .setIssuer(`https://sts.windows.net/${tenant.tenantId}/`)
      .setAudience(audience)
      .setSubject(tenant.clientId)
      .setJti(randomUUID())
      .setIssuedAt()
      .setNotBefore('0s')
      .setExpirationTime(`${String(lifetimeSeconds)}s`)
      .sign(key.privateKey);
    return { token, expiresIn: lifetimeSeconds };
  }

  return { issue, verify };
}
