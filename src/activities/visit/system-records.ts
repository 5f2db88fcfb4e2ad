import { SystemFailure } from '../../domain/failure.ts';
import type { Identifier } from '../../domain/identifier.ts';
import { pastRecords } from '../../domain/last-search.ts';
import { sameRecord, type Hit, type RecordRef } from '../../domain/match.ts';
import { withoutClasses } from '../../domain/retention.ts';
import type { ConfiguredSystem } from '../../ports/systems.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';

export interface FoundRecord {
  readonly record: RecordRef;
  /** The identifiers that the record held when it was found. */
  readonly knownAs: readonly Identifier[];
}

/**
 * The system to visit, and the records that were found there, without the records that rules keep.
 * @param withPast also the records of an earlier search: a record that was found then may be erased by now
 * @throws SystemFailure `misconfigured` when the system is no longer in the configuration
 */
export async function systemRecords(
  deps: Pick<Dependencies, 'systems' | 'dossiers'>,
  { requestId, dossier, system: systemId, keeps = [] }: SystemOrder,
  withPast = false,
): Promise<{ system: ConfiguredSystem; records: readonly FoundRecord[] }> {
  const system = deps.systems.get(systemId);
  if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
  const known = await deps.dossiers.read(requestId, dossier);
  const { records = [], hits = [] } = known.findings[systemId] ?? {};
  const past = withPast ? pastRecords(known, systemId) : [];
  const others = past.filter((record) => !records.some((one) => sameRecord(one, record)));
  const all = [...hits, ...(known.past?.[systemId] ?? [])];
  return {
    system,
    records: withoutClasses([...records, ...others], system, keeps).map((record) => ({
      record,
      knownAs: revealedBy(all, record),
    })),
  };
}

function revealedBy(hits: readonly Hit[], record: RecordRef): Identifier[] {
  const hit = hits.find((each) => sameRecord(each.record, record));
  return hit?.reveals.map(({ identifier }) => identifier) ?? [];
}
