import type { Dossier } from '../../domain/dossier.ts';
import { pastRecords } from '../../domain/last-search.ts';
import { sameRecord, type RecordRef } from '../../domain/match.ts';
import { isWatched } from '../../domain/residual-watch.ts';
import { withoutClasses } from '../../domain/retention.ts';
import { isKept, type SystemVerdict } from '../../domain/verdict.ts';
import { recordKey } from '../../ports/record-key.ts';
import type { Envelope } from '../../ports/envelopes.ts';
import type { ReportOrder } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';
import type { WatchedSystem, WatchList } from './watch-list.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'envelopes' | 'systems' | 'keys'>;

/** Seals what the residual watch needs, because the dossier becomes unreadable at the end. Null when nothing must be watched. */
export async function sealWatch(
  deps: Needs,
  { requestId, dossier }: ReportOrder,
  systems: readonly SystemVerdict[],
): Promise<Envelope | null> {
  const watched = systems.filter(isWatched);
  if (watched.length === 0) return null;
  const found = await deps.dossiers.read(requestId, dossier);
  const parts = watched.map(async (row) => [row.id, await toWatch(deps, found, row)] as const);
  const list: WatchList = Object.fromEntries(await Promise.all(parts));
  return await deps.envelopes.seal(requestId, list);
}

async function toWatch(deps: Needs, dossier: Dossier, row: SystemVerdict): Promise<WatchedSystem> {
  const { requestId, findings } = dossier;
  const all = [...pastRecords(dossier, row.id), ...(findings[row.id]?.records ?? [])].filter(
    (record, index, every) => every.findIndex((one) => sameRecord(one, record)) === index,
  );
  const kept = keptAmong(deps, all, row);
  const records = all.filter((record) => !kept.includes(record));
  const entry = { since: row.updatedAt, records };
  const visited = isKeptInside(deps, row) ? all : kept;
  if (visited.length === 0) return entry;
  // Facts name records by the key of the dossier. That key does not exist any more when these records are erased, so their names are sealed
  // too.
  const keyed = visited.map(async (record) => ({
    record,
    key: await recordKey(deps, requestId, row.id, record),
  }));
  return { ...entry, kept: await Promise.all(keyed) };
}

function keptAmong(
  { systems }: Needs,
  records: readonly RecordRef[],
  row: SystemVerdict,
): readonly RecordRef[] {
  if (row.verdict === 'retained') return records;
  const { classes = [] } = systems.get(row.id) ?? {};
  const others = withoutClasses(records, { classes }, row.residuals.filter(isKept));
  return records.filter((record) => !others.includes(record));
}

/** Do the settings of the system retain something inside its records? Then an erasure after its end is due in each of them. */
function isKeptInside({ systems }: Needs, { id, residuals }: SystemVerdict): boolean {
  const { keeps = [] } = systems.get(id) ?? {};
  return residuals.filter(isKept).some(({ what }) => keeps.some(({ name }) => name === what));
}
