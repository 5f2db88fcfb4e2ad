import type { Agent } from 'node:http';
import https from 'node:https';
import { isPublicAddress, literalAddress } from '../../domain/callback-address.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { publicLookup } from '../../ports/public-lookup.ts';

/**
 * May the settings name this URL? A host that is not listed as internal must be reached by https, and an address in it must be public.
 * @param internalHosts as in `URL.hostname`
 */
export function isAllowedUrl(url: URL, internalHosts: readonly string[]): boolean {
  if (internalHosts.includes(url.hostname)) return true;
  const literal = literalAddress(url.hostname);
  return url.protocol === 'https:' && (literal === null || isPublicAddress(literal));
}

const refusal = () =>
  new SystemFailure(
    'misconfigured',
    'the host has an address that is not public: list the host in internalHosts, or correct it',
  );

/**
 * Keeps calls out of our own network. The address that was checked is the one that is connected to. Hosts that the settings list as internal
 * are not checked.
 * @returns what `CallLimits.agentFor` takes
 */
export function addressGuard(internalHosts: readonly string[]): (url: URL) => Agent | undefined {
  // Connections that were opened without a check must not be used again by checked calls, so these have an agent of their own.
  const guarded = new https.Agent({ keepAlive: true, lookup: publicLookup(refusal) });
  return (url) => {
    if (!isAllowedUrl(url, internalHosts)) throw refusal();
    return internalHosts.includes(url.hostname) ? undefined : guarded;
  };
}
