import { SignJWT } from 'jose';
import type { Tenant } from './tenants.ts';
import type { Doc } from '../store/records.ts';
import type { AuthorityKeys } from './signing-key.ts';

export interface PolicyTokenOrder {
  tenant: Tenant;
  policy: string;
  objectId: string;
  emails: readonly string[];
  audience: string;
  /** Claims that replace the usual ones, also `exp`, `nbf`, `iat`, `iss` and `aud`. null removes a claim. */
  claims: Doc;
}

/** The default form, with a trailing slash: https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview */
export const policyIssuer = (origin: string, tenant: Tenant) =>
  `${origin}/${tenant.tenantId}/v2.0/`;

/** An ID token as a B2C policy of the tenant issues it after a sign-in. */
export async function issuePolicyToken(
  keys: AuthorityKeys,
  origin: string,
  order: PolicyTokenOrder,
): Promise<string> {
  const key = await keys.ofPolicies(order.tenant.id);
  const now = Math.floor(Date.now() / 1000);
  const claims: Doc = {
    ver: '1.0',
    iss: policyIssuer(origin, order.tenant),
    aud: order.audience,
    sub: order.objectId,
    oid: order.objectId,
    tfp: order.policy,
    emails: order.emails,
    iat: now,
    nbf: now,
    auth_time: now,
    exp: now + 3600,
    ...order.claims,
  };
  const kept = Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== null));
  return new SignJWT(kept)
    .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
    .sign(key.privateKey);
}
