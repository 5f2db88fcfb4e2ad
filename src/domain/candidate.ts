import { lookUpKind } from './look-up-kind.ts';
import { sameRecord, type RecordRef, type SystemFinding } from './match.ts';
import type { LookUpKind } from './search-record.ts';

/**
 * A record that may be the person's, and that a person must look at. Candidates are never stored on their own: they are read from the sealed
 * dossier (`Dossier.findings`), because record and preview are personal data. Only the number of candidates, the preview for an operator, and a code may leave it.
 */
export interface Candidate {
  readonly record: RecordRef;
  /** Masked, such as `A… L…, a…@example.org`. */
  readonly preview: string;
  /** The kinds of identifiers that led to the record. */
  readonly metBy: readonly LookUpKind[];
  /** True when the person's identifiers stand only in fields of the record that anybody can fill in. */
  readonly lead: boolean;
}

/** The candidates of one system, among which an operator must choose. */
export function candidatesOf({ hits, inDoubt = [] }: SystemFinding): Candidate[] {
  const records: RecordRef[] = [];
  for (const { record } of hits)
    if (!records.some((known) => sameRecord(known, record))) records.push(record);
  return records.flatMap((record): Candidate[] => {
    const doubt = inDoubt.find((one) => sameRecord(one.record, record));
    if (!doubt) return [];
    const own = hits.filter((hit) => sameRecord(hit.record, record));
    const metBy = [...new Set(own.map(({ by }) => lookUpKind(by)))];
    const preview = own.find((hit) => hit.preview !== '')?.preview ?? '';
    return [{ record, preview, metBy, lead: doubt.lead }];
  });
}

/**
 * The code by which an operator names a candidate, such as `c1734921`. It is computed from the record, so it names the same record after
 * another search. In another request it names nothing.
 * @param recordKey the hash of the record under the key of the request
 */
export function candidateCode(recordKey: string): string {
  return `c${String(Buffer.from(recordKey, 'base64url').readUInt32BE(0))}`;
}
