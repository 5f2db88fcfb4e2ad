import type { Dossier } from '../../domain/dossier.ts';
import {
  afterLastSearch,
  foundRecords,
  isSearchedAgain,
  pastRecords,
  type SearchOutcome,
} from '../../domain/last-search.ts';
import { sameRecord, type RecordRef } from '../../domain/match.ts';
import { retainedOf, withoutClasses, type Keeping } from '../../domain/retention.ts';
import { nothingSearched, wasRefused } from '../../domain/search-record.ts';
import { systemIdOf, type SystemId } from '../../domain/system.ts';
import { isKept, type SystemVerdict } from '../../domain/verdict.ts';
import type { Planned } from '../../ports/register-writes.ts';
import type { PlanAgainOrder, PlanAgainReceipt } from '../../workflows/steps/plan-again.ts';
import { claimsOf } from '../claims-of.ts';
import type { Dependencies } from '../dependencies.ts';
import { keepingOf } from '../keeping-of.ts';
import { tryOnce } from '../try-once.ts';
import { plannedVisit } from './planned-visit.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'policy' | 'lookupHash' | 'now' | 'log'
>;

interface Returned {
  readonly outcome: SearchOutcome;
  /** The records to visit in one more round. */
  readonly records: readonly RecordRef[];
  readonly kept?: readonly RecordRef[];
}

/** Compares the last search with what was done. Records that are new or came back are visited in one more round, or reported. */
export async function planAgain(deps: Needs, order: PlanAgainOrder): Promise<PlanAgainReceipt> {
  const { requestId, dossier: version, systems } = order;
  const dossier = await deps.dossiers.read(requestId, version);
  const results = new Map<SystemId, Returned>();
  const keeping = await keepingOf(deps, requestId);
  for (const row of systems.filter(isSearchedAgain))
    results.set(row.id, unlessKept(deps, row, await resultOf(deps, order, dossier, row), keeping));

  const returned = withReturned(dossier, results);
  const isSomethingBack = [...results.values()].some(({ records }) => records.length > 0);
  const willVisit = isSomethingBack && !order.isLast && (await claimed(deps, order, returned));
  const now = deps.now().toISOString();
  const rows = systems.map((row) => {
    const result = results.get(row.id);
    return result ? afterLastSearch(row, result.outcome, willVisit, now) : row;
  });
  await recordChanges(deps, order, rows);
  if (!willVisit) return { dossier: version, systems: rows, visits: [] };
  await deps.dossiers.write(returned, version + 1);
  const visits = rows.filter(({ verdict }) => verdict === null);
  return {
    dossier: version + 1,
    systems: rows,
    visits: visits.map((row) => plannedVisit(deps.systems, row)),
  };
}

async function resultOf(
  deps: Needs,
  order: PlanAgainOrder,
  dossier: Dossier,
  row: SystemVerdict,
): Promise<Returned> {
  const none = (outcome: SearchOutcome): Returned => ({ outcome, records: [] });
  const failure = order.failed.find(({ system }) => system === row.id);
  if (failure) return none({ kind: 'unread', code: failure.code });
  const finding = dossier.findings[row.id];
  if (!finding) return none({ kind: 'nothing-new' });
  if (finding.state === 'ambiguous') return none({ kind: 'ambiguous' });
  const known = pastRecords(dossier, row.id);
  const isKnown = (record: RecordRef) => known.some((one) => sameRecord(one, record));
  const records: RecordRef[] = [];
  const { classes = [] } = deps.systems.get(row.id) ?? {};
  const kept = row.residuals.filter(isKept);
  for (const record of withoutClasses(foundRecords(finding), { classes }, kept)) {
    // The search also finds a record that stays in the recycle bin until its date. That is no new record.
    if (isKnown(record) && row.verdict === 'expires') continue;
    if (isKnown(record) && (await isGone(deps, order, row, record))) continue;
    records.push(record);
  }
  if (records.length === 0 && wasRefused(dossier.searches?.[row.id] ?? nothingSearched))
    return none({ kind: 'unread', code: 'refused' });
  return records.length === 0
    ? none({ kind: 'nothing-new' })
    : { outcome: { kind: 'returned', records: records.length }, records };
}

/** Rules keep records that have returned, as they keep records that were there before. */
function unlessKept(
  { systems }: Needs,
  row: SystemVerdict,
  result: Returned,
  keeping: Keeping | null,
): Returned {
  const system = systems.get(row.id);
  if (result.outcome.kind !== 'returned' || !system) return result;
  const retained = retainedOf(result.records, system, keeping);
  if (retained.whole === null && retained.classes.length === 0) return result;
  const { free: records } = retained;
  const kept = result.records.filter((record) => !records.includes(record));
  return { outcome: { kind: 'kept', retained, records: records.length }, records, kept };
}

/** Reads the record back, because a search index may still show an erased one. A record that cannot be read now counts as not gone. */
async function isGone(
  deps: Needs,
  { requestId }: PlanAgainOrder,
  row: SystemVerdict,
  record: RecordRef,
): Promise<boolean> {
  const result = await tryOnce(deps, { requestId, system: row.id }, async () => ({
    kind: 'done' as const,
    value: await deps.systems.get(row.id)?.access.verify(record, row.updatedAt),
  }));
  return result.kind === 'done' && result.value?.kind === 'gone';
}

/** The dossier for the next round. It names only the records that have returned. A visit leaves out those that rules keep. */
function withReturned(dossier: Dossier, results: ReadonlyMap<SystemId, Returned>): Dossier {
  const findings = Object.fromEntries(
    Object.entries(dossier.findings).map(([system, finding]) => {
      const { records = [], kept = [] } = results.get(systemIdOf(system)) ?? {};
      return [system, { ...finding, records: [...records, ...kept] }];
    }),
  );
  return { ...dossier, findings };
}

/** A request that has begun does not wait for others. Records that another running request has claimed are reported, not visited. */
async function claimed(
  { register, lookupHash }: Needs,
  { requestId, systems }: PlanAgainOrder,
  dossier: Dossier,
): Promise<boolean> {
  const request = await register.get(requestId);
  const planHash = request?.planHash ?? '';
  const version = request?.dossier ?? 0;
  const plan: Planned = { stateOf: () => 'running', planHash, systems, dossier: version };
  const turn = await register.claim(requestId, claimsOf({ lookupHash }, dossier), plan, 0);
  return turn === 'ready';
}

async function recordChanges(
  { register, log }: Needs,
  { requestId, systems }: PlanAgainOrder,
  rows: readonly SystemVerdict[],
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    if (row === systems[index]) continue;
    await register.recordSystem(requestId, row);
    log.warn('found by the last search', { requestId, system: row.id, verdict: row.verdict });
  }
}
