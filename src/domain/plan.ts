import { candidatesOf } from './candidate.ts';
import { countedLookUps } from './counted-look-ups.ts';
import type { Dossier } from './dossier.ts';
import type { FailureCode } from './failure.ts';
import { completedRecord, settlementWithoutMatch, unsearched } from './judge-search.ts';
import { foundRecords, pastRecords } from './last-search.ts';
import { sameRecord, type SystemFinding } from './match.ts';
import type { RequestType } from './request.ts';
import { retainedOf, rowKeeping, type Keeping } from './retention.ts';
import { nothingSearched, type LookUp } from './search-record.ts';
import type { SystemDescription, SystemId, SystemRole } from './system.ts';
import { settle, type LineChange } from './settle.ts';
import {
  failedWith,
  isKept,
  settledAs,
  unsettled,
  type Counts,
  type Residual,
  type RuledResidual,
  type SystemVerdict,
} from './verdict.ts';

/** A system that was given up during the search for the subject. */
export interface GivenUp {
  readonly system: SystemId;
  readonly code: FailureCode;
  readonly attempts: number;
}

/** A system that will be visited. */
export interface PlannedVisit {
  readonly system: SystemId;
  readonly role: SystemRole;
  readonly canHold: boolean;
  /** All systems that are erased before this one (`erasure-order.ts`). Left out: none. */
  readonly after?: readonly SystemId[];
  /** The classes of records that rules keep there. Left out: none. */
  readonly keeps?: readonly RuledResidual[];
}

/** The input for the plan of a request. */
export interface PlanBasis {
  readonly type: RequestType;
  readonly dossier: Dossier;
  readonly failed: readonly GivenUp[];
  /** The look-ups that each system offers. */
  readonly lookUps: Readonly<Record<SystemId, readonly LookUp[]>>;
  /** The directories that could not be read, or not everywhere. */
  readonly unread: readonly SystemId[];
  /** The rules that keep data from being erased; null: there are none. */
  readonly keeping: Keeping | null;
  /** RFC 3339 */
  readonly now: string;
}

/**
 * The row of a system without a verdict yet; it holds the number of records found. A record that exists only in a log is a residual, and is
 * not counted.
 */
export function unsettledRow(
  systemId: SystemId,
  system: SystemDescription | undefined,
  dossier: Dossier,
  now: string,
): SystemVerdict {
  const finding = dossier.findings[systemId];
  const earlier = pastRecords(dossier, systemId);
  const records = [...earlier, ...foundRecords(finding)].filter(
    (record, index, all) => all.findIndex((other) => sameRecord(other, record)) === index,
  );
  const candidates = finding ? candidatesOf(finding).length : 0;
  const wasRead = finding !== undefined || earlier.length > 0;
  const found: Counts = system && wasRead ? { [system.recordsName]: records.length } : {};
  return {
    id: systemId,
    connector: system?.connector ?? 'removed',
    title: system?.title ?? systemId,
    ...unsettled,
    counts: { found },
    leads: finding?.leads ?? 0,
    ...(candidates > 0 && { candidates }),
    attempts: 1,
    updatedAt: now,
    residuals: [],
    ...(system?.after && { after: system.after }),
    ...searchedIn(dossier, systemId),
  };
}

function searchedIn(
  { searches, findings }: Dossier,
  systemId: SystemId,
): Pick<SystemVerdict, 'searched' | 'notSearched'> {
  const record = searches?.[systemId];
  if (!record) return {};
  const { hits = [] } = findings[systemId] ?? {};
  return {
    searched: countedLookUps(record.searched, hits),
    notSearched: record.notSearched,
  };
}

/**
 * The plan for one system. The row has a verdict when there is nothing to do, and none when the system will be visited.
 * @param system undefined when the system is no longer configured
 */
export function plannedRow(
  systemId: SystemId,
  system: SystemDescription | undefined,
  { type, dossier, failed, lookUps, unread, keeping, now }: PlanBasis,
): SystemVerdict {
  const finding = dossier.findings[systemId];
  const row = unsettledRow(systemId, system, dossier, now);
  if (!system) return settle(row, failedWith('misconfigured'));
  const failure = failed.find((one) => one.system === systemId);
  if (failure) {
    const { code, attempts } = failure;
    return settle(row, code === 'refused' ? unsearched('refused') : failedWith(code), { attempts });
  }
  // The system was never read, so nothing is known about it.
  if (!finding) return settle(row, failedWith('unavailable'));
  if (type === 'erasure' && finding.state === 'matched') {
    const residuals = residualsOnly(finding);
    if (residuals) return withoutMatch({ residuals });
  }
  if (finding.state === 'none') return withoutMatch();
  if (finding.state === 'ambiguous') return settle(row, settledAs('ambiguous'));
  // A rule may forbid to erase data. It never forbids to export them.
  const isRuledOut = type === 'erasure' && keeping !== null;
  const open = settle(row, unsettled);
  return isRuledOut ? rowKeeping(open, retainedOf(foundRecords(finding), system, keeping)) : open;

  function withoutMatch(change: LineChange = {}): SystemVerdict {
    const { searches, findings } = dossier;
    const others = unread.filter((id) => id !== systemId);
    const record = completedRecord(
      searches?.[systemId] ?? nothingSearched,
      lookUps[systemId] ?? [],
      others,
    );
    const { leads = 0, hits = [] } = findings[systemId] ?? {};
    const searched = countedLookUps(record.searched, hits);
    const { notSearched } = record;
    const settlement = settlementWithoutMatch({ leads }, record);
    return settle(row, settlement, { ...change, searched, notSearched });
  }
}

/** The residuals when every record is already gone; null when there is something to erase. */
function residualsOnly({ records, hits }: SystemFinding): Residual[] | null {
  const residuals = records.map(
    (record) => hits.find((hit) => sameRecord(hit.record, record) && hit.residual)?.residual,
  );
  return residuals.every((residual) => residual !== undefined) ? residuals : null;
}

/**
 * The content that the hash of a plan is made from. It changes when one of these changes: the set of records to visit, a
 * verdict, or the data that rules keep.
 */
export function planContent(
  rows: readonly SystemVerdict[],
  { type, dossier }: Pick<PlanBasis, 'type' | 'dossier'>,
): string {
  const touched = rows.map((row) => [
    row.id,
    row.verdict,
    row.code,
    dossier.findings[row.id]?.records ?? [],
    ...ruledIn(row),
  ]);
  return JSON.stringify([type, touched]);
}

/** What rules keep in a system: nothing, in most of them. */
function ruledIn(row: SystemVerdict): unknown[] {
  const whole = row.verdict === 'retained' ? [row] : [];
  return [...whole, ...row.residuals.filter(isKept)].map(({ reason, until, ...rest }) => [
    'what' in rest ? rest.what : null,
    reason,
    rest.law ?? null,
    until,
  ]);
}
