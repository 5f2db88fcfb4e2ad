import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { readBackOf } from '../../domain/read-back.ts';
import type { Look } from '../../domain/residual-watch.ts';
import type { ReadResidualsOrder } from '../../workflows/steps/read-residuals.ts';
import type { Dependencies } from '../dependencies.ts';
import type { WatchNote } from '../end/seal-watch.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<Dependencies, 'systems' | 'register' | 'notes' | 'log'>;

/** Reads back data that should have expired in one system. */
export function readResiduals(deps: Needs, order: ReadResidualsOrder): Promise<Attempt<Look>> {
  return tryOnce(deps, order, async (): Promise<Attempt<Look>> => {
    const system = deps.systems.get(order.system);
    if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
    const sealed = await sealedOf(deps, order);
    if (!sealed?.records.length) return { kind: 'done', value: { kind: 'lost' } };
    const readBack = readBackOf(
      await Promise.all(sealed.records.map((record) => system.access.verify(record, sealed.since))),
    );
    if (readBack.kind !== 'done') return readBack;
    const { left: _, ...seen } = readBack.value;
    // A vendor's own purge can never be read back, so it is no fault.
    if (seen.residuals.some(({ what, verdict }) => verdict === 'unverifiable' && what !== 'purge'))
      deps.log.warn('residual may not be read', { ...order });
    return { kind: 'done', value: { kind: 'read', ...seen } };
  });
}

async function sealedOf(deps: Needs, { requestId, system }: ReadResidualsOrder) {
  const note = await deps.register.watchNote(requestId);
  if (note === null) return undefined;
  return ((await deps.notes.open(requestId, note)) as WatchNote)[system];
}
