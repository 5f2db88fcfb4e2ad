import { lookup } from 'node:dns';
import type { LookupFunction } from 'node:net';
import { isPublicAddress } from '../domain/callback-address.ts';

/**
 * Resolves host names for calls to addresses that somebody else chose. A name is refused when one of its addresses is private. The connection
 * uses the checked address, so that the name cannot lead elsewhere a moment later (DNS rebinding).
 * @param refusal the error for a refused name
 */
export function publicLookup(refusal: () => Error): LookupFunction {
  return (hostname, options, done) => {
    lookup(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error ? [] : addresses;
      if (!first) done(error ?? refusal(), '');
      else if (!addresses.every(({ address }) => isPublicAddress(address))) done(refusal(), '');
      else if (options.all) done(null, addresses);
      else done(null, first.address, first.family);
    });
  };
}
