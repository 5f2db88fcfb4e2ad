import { sameRecord, type Hit, type RecordRef } from './match.ts';
import { lookUpKind } from './look-up-kind.ts';
import type { CountedLookUp, LookUp } from './search-record.ts';

/** Counts the records that each look-up found. A record that several identifiers of one kind found counts once. */
export function countedLookUps(searched: readonly LookUp[], hits: readonly Hit[]): CountedLookUp[] {
  return searched.map((lookUp) => {
    const found: RecordRef[] = [];
    for (const hit of hits) {
      if (lookUpKind(hit.by) !== lookUp.by || (hit.in ?? 'live') !== lookUp.in) continue;
      if (!found.some((known) => sameRecord(known, hit.record))) found.push(hit.record);
    }
    return { by: lookUp.by, in: lookUp.in, found: found.length };
  });
}
