import { pastRecords } from '../../domain/last-search.ts';
import { isWatched } from '../../domain/residual-watch.ts';
import type { RecordRef } from '../../domain/match.ts';
import type { SystemId } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { SealedNote } from '../../ports/sealed-notes.ts';
import type { ReportOrder } from '../../workflows/steps/compile-report.ts';
import type { Dependencies } from '../dependencies.ts';

/** Which records to read back in each system, and the time of the erasure. */
export type WatchNote = Readonly<
  Record<SystemId, { readonly since: string; readonly records: readonly RecordRef[] }>
>;

/** Seals what the residual watch needs, because the dossier becomes unreadable at the end. Null when nothing must be watched. */
export async function sealWatch(
  deps: Pick<Dependencies, 'dossiers' | 'notes'>,
  { requestId, dossier }: ReportOrder,
  systems: readonly SystemVerdict[],
): Promise<SealedNote | null> {
  const watched = systems.filter(isWatched);
  if (watched.length === 0) return null;
  const found = await deps.dossiers.read(requestId, dossier);
  const note: WatchNote = Object.fromEntries(
    watched.map(
      ({ id, updatedAt }) =>
        [
          id,
          {
            since: updatedAt,
            records: [...pastRecords(found, id), ...(found.findings[id]?.records ?? [])],
          },
        ] as const,
    ),
  );
  return await deps.notes.seal(requestId, note);
}
