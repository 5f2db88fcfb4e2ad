import { candidatesOf } from './candidate.ts';
import { countedLookUps } from './counted-look-ups.ts';
import type { Dossier } from './dossier.ts';
import { theService, type NewFact } from './fact.ts';
import { sameRecord, type Hit, type RecordRef } from './match.ts';
import type { SearchRecord } from './search-record.ts';
import type { SystemId } from './system.ts';
import type { SystemVerdict } from './verdict.ts';

/**
 * The facts of a search, as the plan tells them: for each system that was read, what it was asked and what its answers mean.
 * @param rows the rows of the plan; they hold the record of the search
 * @param at RFC 3339
 */
export function searchFacts(
  rows: readonly SystemVerdict[],
  { findings, shadows }: Pick<Dossier, 'findings' | 'shadows'>,
  at: string,
): NewFact[] {
  return rows.flatMap(({ id: system, searched = [], notSearched = [] }): NewFact[] => {
    const shadow = shadows?.[system];
    const finding = shadow && shadow.code === null ? shadow.finding : findings[system];
    if (!finding) return [];
    const by = searched.map((one) => ({ by: one.by, in: one.in, found: one.found }));
    const found = recordsIn(finding.hits);
    const { state: match, leads } = finding;
    const candidates = candidatesOf(finding).length;
    return [
      { at, kind: 'asked', actor: theService, system, by, found, notAsked: notSearched },
      {
        at,
        kind: 'concluded',
        actor: theService,
        system,
        match,
        records: finding.records.length,
        leads,
        candidates,
      },
    ];
  });
}

function recordsIn(hits: readonly Hit[]): number {
  const records: RecordRef[] = [];
  for (const { record } of hits)
    if (!records.some((known) => sameRecord(known, record))) records.push(record);
  return records.length;
}

/** The fact of the search before the report, in one system. No plan follows this search, so the fact is written on its own. */
export function factOfLastSearch(
  system: SystemId,
  { hits, searched, notSearched }: SearchRecord & { readonly hits: readonly Hit[] },
  at: string,
): NewFact {
  const by = countedLookUps(searched, hits);
  const found = recordsIn(hits);
  return { at, kind: 'asked', actor: theService, system, by, found, notAsked: notSearched };
}
