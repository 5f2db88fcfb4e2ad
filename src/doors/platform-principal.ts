import { z } from 'zod';

// https://learn.microsoft.com/azure/app-service/configure-authentication-user-identities#decode-the-client-principal-header
const schema = z.object({
  claims: z.array(z.object({ typ: z.string(), val: z.string() })),
  role_typ: z.string().optional(),
});

const objectIdTypes = ['http://schemas.microsoft.com/identity/claims/objectidentifier', 'oid'];

/** Who signed in through App Service authentication. */
export interface PlatformPrincipal {
  readonly objectId: string;
  readonly roles: readonly string[];
}

/**
 * Reads the header `x-ms-client-principal`. The header alone proves nothing. It is trusted only when the platform removes this header from
 * the calls of all senders.
 * @returns null when the header cannot be read or names nobody
 */
export function readPlatformPrincipal(header: string): PlatformPrincipal | null {
  const read = schema.safeParse(jsonOf(header));
  if (!read.success) return null;
  const { claims, role_typ: roleType = 'roles' } = read.data;
  const objectId = claims.find(({ typ }) => objectIdTypes.includes(typ))?.val;
  if (objectId === undefined) return null;
  const isRole = (typ: string) => typ === roleType || typ === 'roles';
  return { objectId, roles: claims.filter(({ typ }) => isRole(typ)).map(({ val }) => val) };
}

function jsonOf(header: string): unknown {
  try {
    return JSON.parse(Buffer.from(header, 'base64').toString('utf8')) as unknown;
  } catch {
    return null;
  }
}
