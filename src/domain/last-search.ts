import type { Dossier } from './dossier.ts';
import type { FailureCode } from './failure.ts';
import { unsearched } from './judge-search.ts';
import { rowKeeping, type Retained } from './retention.ts';
import { sameRecord, type Hit, type RecordRef, type SystemFinding } from './match.ts';
import { systemIdsIn, type SystemId } from './system.ts';
import { settle, type LineChange } from './settle.ts';
import {
  failedWith,
  settledAs,
  unsettled,
  type Settlement,
  type SystemVerdict,
  type Unsettled,
  type Verdict,
} from './verdict.ts';

// Data can return while an erasure runs: a new record with the same address, a sign-up in another tenant. So every system is searched once
// more before the report is written. Records found by this last search are new, or they came back.

/** Verdicts that say "nothing is left to erase". Only these can become untrue when the last search finds a record. */
const searchedAgain: ReadonlySet<Verdict | null> = new Set([
  'absent',
  'unsearched',
  'unconfirmed',
  'erased',
  'expires',
]);

export function isSearchedAgain({ verdict, reason }: SystemVerdict): boolean {
  return searchedAgain.has(verdict) && reason !== 'shadow';
}

/**
 * The dossier for the last search: every system is asked about everything again. Earlier matches are kept, because new records are compared
 * with them.
 * @param leaveOut systems that are not asked again. Their candidates are kept, because an operator may still choose among them
 */
export function askedAnew(dossier: Dossier, leaveOut: readonly SystemId[] = []): Dossier {
  const past: Record<SystemId, readonly Hit[]> = { ...dossier.past };
  for (const system of systemIdsIn(dossier.findings)) {
    const { hits = [], records = [] } = dossier.findings[system] ?? {};
    const matched = hits.filter((hit) => records.some((record) => sameRecord(record, hit.record)));
    past[system] = [...(past[system] ?? []), ...matched];
  }
  const { requestId, identifiers, added, decided, findings } = dossier;
  const inDoubt = leaveOut.filter(
    (id) => findings[id]?.inDoubt?.length && findings[id].state !== 'matched',
  );
  const only = <T>(all: Readonly<Record<SystemId, T>> = {}): Record<SystemId, T> =>
    Object.fromEntries(inDoubt.flatMap((id) => (id in all ? [[id, all[id]]] : []))) as Record<
      SystemId,
      T
    >;
  return {
    ...{ requestId, identifiers, past },
    ...{ findings: only(findings), asked: only(dossier.asked), searches: only(dossier.searches) },
    ...(added && { added }),
    ...(decided && { decided }),
  };
}

/** The records of a system that matched before the last search. */
export function pastRecords({ past }: Dossier, system: SystemId): RecordRef[] {
  const records: RecordRef[] = [];
  for (const { record, residual } of past?.[system] ?? []) {
    if (residual || records.some((known) => sameRecord(known, record))) continue;
    records.push(record);
  }
  return records;
}

/** The records that a search found, without records that exist only in a log. */
export function foundRecords(finding: SystemFinding | undefined): readonly RecordRef[] {
  if (!finding) return [];
  return finding.records.filter((record) =>
    finding.hits.some((hit) => sameRecord(hit.record, record) && !hit.residual),
  );
}

/** The result of the last search in one system. */
export type SearchOutcome =
  | { readonly kind: 'nothing-new' }
  /** The records found may belong to more than one person. */
  | { readonly kind: 'ambiguous' }
  /** Records were found that are new, or that came back. */
  | { readonly kind: 'returned'; readonly records: number }
  /** Rules keep all of the found records, or some of them. `records`: how many of them no rule keeps. */
  | { readonly kind: 'kept'; readonly records: number; readonly retained: Retained }
  /** The system did not answer. */
  | { readonly kind: 'unread'; readonly code: FailureCode };

/**
 * The row of a system after the last search.
 * @param willVisit true when the returned records will be erased in one more round
 */
export function afterLastSearch(
  row: SystemVerdict,
  outcome: SearchOutcome,
  willVisit: boolean,
  now: string,
): SystemVerdict {
  const changed = (settlement: Settlement | Unsettled, change: LineChange = {}) =>
    settle(row, settlement, { ...change, updatedAt: now });
  switch (outcome.kind) {
    case 'nothing-new':
      return row;
    case 'ambiguous':
      return changed(settledAs('ambiguous'));
    case 'returned': {
      if (willVisit) return changed(unsettled);
      const left = { ...row.counts.left, returned: outcome.records };
      return changed(settledAs('present'), { counts: { ...row.counts, left } });
    }
    case 'kept': {
      const { records, retained } = outcome;
      const kept = { ...keeping(row, retained), updatedAt: now };
      if (records === 0) return kept;
      return afterLastSearch(kept, { kind: 'returned', records }, willVisit, now);
    }
    case 'unread':
      // The verdict was uncertain before and stays uncertain, so it does not change.
      if (row.verdict === 'unsearched' || row.verdict === 'unconfirmed') return row;
      // The erased records were read back. But it is unknown whether new records were added since.
      return changed(
        row.verdict === 'absent'
          ? notAnswered(outcome.code)
          : {
              verdict: 'unverifiable',
              code: outcome.code,
              until: null,
              reason: 'not-searched-again',
            },
      );
  }
}

const notAnswered = (code: FailureCode) =>
  code === 'refused' ? unsearched('refused') : failedWith(code);

/** When something was erased, the verdict stays, and the records that a rule keeps are added to the residuals. */
function keeping(row: SystemVerdict, retained: Retained): SystemVerdict {
  const wasErased = row.verdict === 'erased' || row.verdict === 'expires';
  if (retained.whole !== null || !wasErased) return rowKeeping(row, retained);
  return { ...row, residuals: [...row.residuals, ...retained.classes] };
}
