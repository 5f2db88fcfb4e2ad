import { claimOfIdentifier, claimOfRecord } from '../domain/claim.ts';
import type { Dossier } from '../domain/dossier.ts';
import { systemIdsIn } from '../domain/system.ts';
import type { LookupHash } from '../ports/lookup-hash.ts';

/** The claims of a request: the given identifiers and the found records. They are keyed hashes, because a table stores them. */
export function claimsOf(
  { lookupHash }: { readonly lookupHash: LookupHash },
  { identifiers, findings }: Dossier,
): string[] {
  const given = identifiers.filter(({ trust }) => trust === 'given');
  return [
    ...given.map(({ identifier }) => claimOfIdentifier(identifier)),
    ...systemIdsIn(findings).flatMap((system) =>
      (findings[system]?.records ?? []).map((record) => claimOfRecord(system, record)),
    ),
  ].map((parts) => lookupHash(...parts));
}
