import { isDeepStrictEqual } from 'node:util';
import type { WatchResult } from '../domain/residual-watch.ts';
import type { EvidenceEntry } from './compile-evidence.ts';

/** The evidence entry for the final result of a residual watch. */
export function watchedEntry(
  at: string,
  { system, what, verdict, code }: WatchResult,
): EvidenceEntry {
  return { at, what: 'watched', system, detail: { residual: what, verdict, code } };
}

/**
 * Adds entries at the end. Entries that are already stored are not added again, because a step may repeat a write that succeeded.
 * @param before the stored evidence; null when there is none
 */
export function appendEvidence(before: Buffer | null, lines: readonly EvidenceEntry[]): Buffer {
  const entries = before ? (JSON.parse(before.toString()) as EvidenceEntry[]) : [];
  const fresh = lines.filter((line) => !entries.some((entry) => isDeepStrictEqual(entry, line)));
  return Buffer.from(`${JSON.stringify([...entries, ...fresh], null, 2)}\n`);
}
