import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { readBackOf } from '../../domain/read-back.ts';
import type { Look } from '../../domain/residual-watch.ts';
import type { ReadResidualsOrder } from '../../workflows/steps/read-residuals.ts';
import type { Dependencies } from '../dependencies.ts';
import { watchedSystem } from '../end/watch-list.ts';
import { tryOnce } from '../try-once.ts';
import { isWorking } from '../visit/wait-for-vendor.ts';
import { erasedSince } from './erased-since.ts';

type Needs = Pick<Dependencies, 'systems' | 'register' | 'envelopes' | 'log'>;

/** Reads back data that should have expired in one system. */
export function readResiduals(deps: Needs, order: ReadResidualsOrder): Promise<Attempt<Look>> {
  return tryOnce(deps, order, async (): Promise<Attempt<Look>> => {
    const { requestId } = order;
    const system = deps.systems.get(order.system);
    if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
    const watched = await watchedSystem(deps, requestId, order.system);
    const freed = watched ? await erasedSince(deps, requestId, order.system, watched) : [];
    const looks = [
      ...(watched?.records ?? []).map((record) => ({ record, since: watched?.since ?? '' })),
      ...freed.map(({ record, begunAt }) => ({ record, since: begunAt })),
    ];
    if (looks.length === 0) return { kind: 'done', value: { kind: 'lost' } };
    const readBack = readBackOf(
      await Promise.all(looks.map(({ record, since }) => system.access.verify(record, since))),
    );
    if (isWorking(readBack))
      return { kind: 'done', value: { kind: 'working', until: readBack.until } };
    if (readBack.kind !== 'done') return readBack;
    const { left: _, ...seen } = readBack.value;
    // A vendor's own purge can never be read back, so it is no fault.
    if (seen.residuals.some(({ what, verdict }) => verdict === 'unverifiable' && what !== 'purge'))
      deps.log.warn('residual may not be read', { ...order });
    return { kind: 'done', value: { kind: 'read', ...seen } };
  });
}
