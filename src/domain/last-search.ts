import type { Dossier } from './dossier.ts';
import type { FailureCode } from './failure.ts';
import { sameRecord, type Hit, type RecordRef, type SystemFinding } from './match.ts';
import { systemIdsIn, type SystemId } from './system.ts';
import type { SystemVerdict, Verdict } from './verdict.ts';

// Data can return while an erasure runs: a new record with the same address, a sign-up in another tenant. Before the report, every system
// is searched once more. What is found by then is new, or it came back.

/** Verdicts that say "nothing of the person is left to erase": only these can become untrue by what a last search finds. */
const searchedAgain: ReadonlySet<Verdict | null> = new Set(['absent', 'erased', 'expires']);

export function isSearchedAgain({ verdict }: SystemVerdict): boolean {
  return searchedAgain.has(verdict);
}

/** A dossier to ask every system anew with. What matched before is remembered: it is the measure for what is found now. */
export function askedAnew(dossier: Dossier): Dossier {
  const past: Record<SystemId, readonly Hit[]> = { ...dossier.past };
  for (const system of systemIdsIn(dossier.findings)) {
    const { hits = [], records = [] } = dossier.findings[system] ?? {};
    const matched = hits.filter((hit) => records.some((record) => sameRecord(record, hit.record)));
    past[system] = [...(past[system] ?? []), ...matched];
  }
  const { requestId, identifiers } = dossier;
  return { requestId, identifiers, findings: {}, asked: {}, past };
}

/** Records of a system that earlier rounds found. */
export function pastRecords({ past }: Dossier, system: SystemId): RecordRef[] {
  const records: RecordRef[] = [];
  for (const { record, residual } of past?.[system] ?? []) {
    if (residual || records.some((known) => sameRecord(known, record))) continue;
    records.push(record);
  }
  return records;
}

/** Records that a search found, without those of which only a log tells. */
export function foundRecords(finding: SystemFinding | undefined): readonly RecordRef[] {
  if (!finding) return [];
  return finding.records.filter((record) =>
    finding.hits.some((hit) => sameRecord(hit.record, record) && !hit.residual),
  );
}

/** What the last search of one system came to. */
export type SearchOutcome =
  | { readonly kind: 'nothing-new' }
  /** More than one person may be meant by what was found. */
  | { readonly kind: 'ambiguous' }
  /** Something is there that was not there before, or came back. */
  | { readonly kind: 'returned'; readonly records: number }
  /** The system did not answer. */
  | { readonly kind: 'unread'; readonly code: FailureCode };

/**
 * The row of a system after the last search.
 * @param willVisit the records that returned will be erased in one more round
 */
export function afterLastSearch(
  row: SystemVerdict,
  outcome: SearchOutcome,
  willVisit: boolean,
  now: string,
): SystemVerdict {
  const changed = (change: Partial<SystemVerdict>) => ({ ...row, ...change, updatedAt: now });
  switch (outcome.kind) {
    case 'nothing-new':
      return row;
    case 'ambiguous':
      return changed({ verdict: 'ambiguous' });
    case 'returned': {
      if (willVisit) return changed({ verdict: null });
      const left = { ...row.counts.left, returned: outcome.records };
      return changed({ verdict: 'present', counts: { ...row.counts, left } });
    }
    case 'unread':
      // The erased records themselves were read back; that nothing else came meanwhile, nobody knows.
      return changed({
        verdict: row.verdict === 'absent' ? 'failed' : 'unverifiable',
        code: outcome.code,
      });
  }
}
