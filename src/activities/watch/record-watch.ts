import type { RequestId } from '../../domain/request.ts';
import { conclude, nextLook, type WatchResult } from '../../domain/residual-watch.ts';
import { appendEvidence, watchedEntry } from '../../evidence/append-evidence.ts';
import type { RecordWatchOrder } from '../../workflows/steps/record-watch.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';

/**
 * Writes down what was read back: evidence first, then the register. Once nothing is left to watch, what was sealed goes with the same
 * write that says so.
 */
export async function recordWatch(
  deps: Pick<Dependencies, 'register' | 'results' | 'log'>,
  { requestId, at, looks }: RecordWatchOrder,
): Promise<{ nextAt: string | null }> {
  const request = await registered(deps, requestId);
  const watchUntil = request.watchUntil ?? at;
  const results: WatchResult[] = [];
  const systems = request.systems.map((row) => {
    const look = looks.find(({ system }) => system === row.id)?.look;
    if (!look) return row;
    const concluded = conclude(row, look, at, at >= watchUntil);
    results.push(...concluded.results);
    return concluded.row;
  });
  if (results.length > 0) {
    const before = await deps.results.getEvidence(requestId);
    const entries = results.map((result) => watchedEntry(at, result));
    await deps.results.putEvidence(requestId, appendEvidence(before, entries));
  }
  const looked = looks.map(({ system }) => system);
  const nextAt = nextLook(systems, at, watchUntil, looked);
  await deps.register.watched(requestId, { systems, watchAt: nextAt });
  for (const result of results) tell(deps, requestId, result);
  return { nextAt };
}

function tell({ log }: Pick<Dependencies, 'log'>, requestId: RequestId, result: WatchResult): void {
  const { system, what, verdict, code } = result;
  const fields = { requestId, system, what, verdict, code };
  if (verdict === 'erased') log.info('residual gone', fields);
  else log.warn(verdict === 'present' ? 'residual still there' : 'residual not verified', fields);
}
