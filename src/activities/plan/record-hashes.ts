import type { Dossier } from '../../domain/dossier.ts';
import type { LookupHash } from '../../ports/lookup-hash.ts';

/** Hashes under the service's key: claims stand in a table, where the id of a record may not. */
export function recordHashes(lookupHash: LookupHash, { findings }: Dossier): string[] {
  return Object.entries(findings).flatMap(([system, { records }]) =>
    records.map(({ kind, scope = '', id }) => lookupHash('claim', system, kind, scope, id)),
  );
}
