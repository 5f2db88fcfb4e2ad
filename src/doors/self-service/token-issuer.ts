/** Azure AD B2C writes its issuers with a slash at the end, External ID without one. */
const isB2c = (issuer: string): boolean => issuer.endsWith('/');

/**
 * The OpenID Connect metadata of an issuer. B2C has other metadata for each policy:
 * https://learn.microsoft.com/azure/active-directory-b2c/tokens-overview#validation
 * @param policy a policy of the configuration, never a policy that only a token names; null for External ID
 */
export function metadataOf(issuer: string, policy: string | null): string {
  const document = '.well-known/openid-configuration';
  if (policy === null) return `${issuer}/${document}`;
  // An issuer of the form …/tfp/{tenant}/{policy}/v2.0/ names the policy itself.
  if (/\/tfp\//i.test(issuer)) return `${issuer}${document}`;
  return `${issuer.replace(/v2\.0\/$/, '')}${policy}/v2.0/${document}`;
}

/**
 * The configured policy that a token claims to come from. All policies of a B2C tenant share issuer and audience. So only this claim
 * distinguishes a policy that forces a sign-in from other policies, such as a policy for editing the profile. External ID has no such
 * claim: there the application has one user flow, and the audience names the application.
 * @returns null for External ID; undefined when the policy is not allowed
 */
export function policyOf(
  claims: { readonly tfp?: unknown; readonly acr?: unknown },
  issuer: string,
  policies: readonly string[],
): string | null | undefined {
  if (!isB2c(issuer)) return null;
  // Older policies write `acr`.
  const { tfp, acr } = claims;
  const claimed = typeof tfp === 'string' ? tfp : acr;
  if (typeof claimed !== 'string') return undefined;
  return policies.find((policy) => policy.toLowerCase() === claimed.toLowerCase());
}
