import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import { sameRecord, type Hit, type RecordRef } from '../../domain/match.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';

export interface FoundRecord {
  readonly record: RecordRef;
  /** The identifiers that the record held when it was found. */
  readonly knownAs: readonly Identifier[];
}

/**
 * The system to visit, and the records that were found there.
 * @throws SystemFailure `misconfigured` when the system is no longer in the configuration
 */
export async function systemRecords(
  deps: Pick<Dependencies, 'systems' | 'dossiers'>,
  { requestId, dossier, system: systemId }: SystemOrder,
): Promise<{ system: ConfiguredSystem; records: readonly FoundRecord[] }> {
  const system = deps.systems.get(systemId);
  if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
  const { findings } = await deps.dossiers.read(requestId, dossier);
  const { records = [], hits = [] } = findings[systemId] ?? {};
  return {
    system,
    records: records.map((record) => ({ record, knownAs: revealedBy(hits, record) })),
  };
}

function revealedBy(hits: readonly Hit[], record: RecordRef): Identifier[] {
  const hit = hits.find((each) => sameRecord(each.record, record));
  return hit?.reveals.map(({ identifier }) => identifier) ?? [];
}
