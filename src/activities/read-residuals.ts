import type { Attempt } from '../domain/attempt.ts';
import { SystemFailure } from '../domain/failure.ts';
import type { Look } from '../domain/residual-watch.ts';
import { KeyDestroyed } from '../ports/key-ring.ts';
import { SealedBlobMissing } from '../ports/sealed-store.ts';
import type { WatchedSystemOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { tryOnce } from './try-once.ts';
import { readBackOf } from './verify-in-system.ts';
import { readWatchFile } from './watch-file.ts';

/** Reads back what should have expired in one system. */
export function readResiduals(
  deps: Dependencies,
  order: WatchedSystemOrder,
): Promise<Attempt<Look>> {
  return tryOnce(deps, order, async (): Promise<Attempt<Look>> => {
    const system = deps.systems.get(order.system);
    if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
    const sealed = await sealedOf(deps, order);
    if (!sealed?.records.length) return { kind: 'done', value: { kind: 'lost' } };
    const readBack = readBackOf(
      await Promise.all(sealed.records.map((record) => system.access.verify(record, sealed.since))),
    );
    if (readBack.kind !== 'done') return readBack;
    const { verdict, until, residuals } = readBack.value;
    return { kind: 'done', value: { kind: 'read', verdict, until, residuals } };
  });
}

async function sealedOf(deps: Dependencies, { requestId, system }: WatchedSystemOrder) {
  try {
    return (await readWatchFile(deps, requestId))[system];
  } catch (error) {
    if (error instanceof KeyDestroyed || error instanceof SealedBlobMissing) return undefined;
    throw error;
  }
}
