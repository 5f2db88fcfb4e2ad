import type { Attempt } from '../../domain/attempt.ts';
import { isTriedAgain, SystemFailure } from '../../domain/failure.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { holdDeed, letGo, standingHolds } from './held-accounts.ts';
import { recordKey } from './record-key.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from '../try-once.ts';

/** Undoes `holdAccounts`. An account that was disabled before stays disabled. */
export function releaseAccount(
  deps: Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'log'>,
  order: SystemOrder,
): Promise<Attempt<null>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    const standing = await standingHolds(deps, requestId, systemId);
    const failures: SystemFailure[] = [];
    for (const { record } of records) {
      const deed = holdDeed(await recordKey(deps, requestId, systemId, record));
      if (!standing.has(deed)) continue;
      try {
        await system.access.release?.(record, true);
        await deps.register.noteDeed(requestId, systemId, deed, letGo);
      } catch (error) {
        // When one account cannot be released, the others still are.
        if (!(error instanceof SystemFailure)) throw error;
        failures.push(error);
      }
    }
    const worthRepeating = failures.find(({ code }) => isTriedAgain(code));
    for (const failure of [worthRepeating, ...failures]) if (failure) throw failure;
    return { kind: 'done', value: null };
  });
}
