import type { Dossier } from '../../domain/dossier.ts';
import type { LookupHash } from '../../ports/lookup-hash.ts';

/** Hashes of record ids under the service's key. Claims lie in a table, and a table must not hold record ids. */
export function recordHashes(lookupHash: LookupHash, { findings }: Dossier): string[] {
  return Object.entries(findings).flatMap(([system, { records }]) =>
    records.map(({ kind, scope = '', id }) => lookupHash('claim', system, kind, scope, id)),
  );
}
