import type { Attempt } from '../../domain/attempt.ts';
import type { ErasedReceipt } from '../../workflows/steps/erase-from-system.ts';
import type { TryOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from '../try-once.ts';
import { verifyInSystem } from './verify-in-system.ts';

/**
 * Erases every record found in one system, and reads back at once. The intent stands in the register before the first call that changes
 * something.
 */
export function eraseFromSystem(
  deps: Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'now' | 'log'>,
  order: TryOrder,
): Promise<Attempt<ErasedReceipt>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    let wait = 0;
    for (const [index, { record }] of records.entries()) {
      const intent = await deps.register.begin(
        requestId,
        systemId,
        `erase-${index}`,
        deps.now().toISOString(),
      );
      const answer = await system.access.erase(record, intent);
      if (answer.kind === 'pending') wait = Math.max(wait, answer.seconds);
    }
    if (wait > 0) return { kind: 'pending', seconds: wait };
    const erasedAt = deps.now().toISOString();
    const readBack = await verifyInSystem(deps, { ...order, erasedAt });
    return { kind: 'done', value: { erasedAt, readBack } };
  });
}
