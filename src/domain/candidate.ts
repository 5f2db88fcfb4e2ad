import { lookUpKind } from './look-up-kind.ts';
import { sameRecord, type RecordRef, type SystemFinding } from './match.ts';
import type { LookUpKind } from './search-record.ts';

/**
 * A record that may be the person's, and that a person must look at. Candidates are never stored on their own: they are read from the sealed
 * dossier (`Dossier.findings`), because record and preview are personal data. Only the id and the number of candidates may leave it.
 */
export interface Candidate {
  /** Tells the record from the others of this system, and means nothing elsewhere: `c1`, `c2` … */
  readonly id: string;
  readonly record: RecordRef;
  /** Masked, such as `A… L…, a…@example.org`. */
  readonly preview: string;
  /** The kinds of identifiers that led to the record. */
  readonly metBy: readonly LookUpKind[];
  /** True when it was met only in fields that anybody can fill in. */
  readonly lead: boolean;
}

/** The records of one system that somebody must choose from. The ids stay the same while the search goes on, because hits are only added. */
export function candidatesOf({ hits, inDoubt = [] }: SystemFinding): Candidate[] {
  const records: RecordRef[] = [];
  for (const { record } of hits)
    if (!records.some((known) => sameRecord(known, record))) records.push(record);
  return records.flatMap((record, index): Candidate[] => {
    const doubt = inDoubt.find((one) => sameRecord(one.record, record));
    if (!doubt) return [];
    const own = hits.filter((hit) => sameRecord(hit.record, record));
    const metBy = [...new Set(own.map(({ by }) => lookUpKind(by)))];
    const preview = own.find((hit) => hit.preview !== '')?.preview ?? '';
    return [{ id: `c${String(index + 1)}`, record, preview, metBy, lead: doubt.lead }];
  });
}
