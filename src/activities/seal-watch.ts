import { isWatched } from '../domain/residual-watch.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { ReportOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { writeWatchFile } from './watch-file.ts';

/** Seals what the residual watch will need, for the dossier is about to become unreadable. Nothing to watch leaves nothing behind. */
export async function sealWatch(
  deps: Dependencies,
  { requestId, dossier }: ReportOrder,
  systems: readonly SystemVerdict[],
): Promise<void> {
  const watched = systems.filter(isWatched);
  if (watched.length === 0) return;
  const { findings } = await deps.dossiers.read(requestId, dossier);
  const file = Object.fromEntries(
    watched.map(
      ({ id, updatedAt }) =>
        [id, { since: updatedAt, records: findings[id]?.records ?? [] }] as const,
    ),
  );
  await writeWatchFile(deps, requestId, file);
}
