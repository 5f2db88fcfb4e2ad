import { isDeepStrictEqual } from 'node:util';
import type { WatchResult } from '../domain/residual-watch.ts';
import type { EvidenceEntry } from './compile-evidence.ts';

/** The last line on something that was to expire by itself. */
export function watchedEntry(
  at: string,
  { system, what, verdict, code }: WatchResult,
): EvidenceEntry {
  return { at, what: 'watched', system, detail: { residual: what, verdict, code } };
}

/**
 * Adds lines at the end. Lines that stand there already are not repeated: the answer to an earlier write may have been lost.
 * @param before the evidence as it was stored; null when there is none
 */
export function appendEvidence(before: Buffer | null, lines: readonly EvidenceEntry[]): Buffer {
  const entries = before ? (JSON.parse(before.toString()) as EvidenceEntry[]) : [];
  const fresh = lines.filter((line) => !entries.some((entry) => isDeepStrictEqual(entry, line)));
  return Buffer.from(`${JSON.stringify([...entries, ...fresh], null, 2)}\n`);
}
