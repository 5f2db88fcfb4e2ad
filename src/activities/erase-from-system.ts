import type { Attempt } from '../domain/attempt.ts';
import type { SystemOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from './try-once.ts';

/** Erases every record found in one system. The intent stands in the register before the first call that changes something. */
export function eraseFromSystem(
  deps: Dependencies,
  order: SystemOrder,
): Promise<Attempt<{ erasedAt: string }>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    let wait = 0;
    for (const [index, { record }] of records.entries()) {
      const deed = `erase-${index}`;
      const { begunAt, repeated } = await deps.register.begin(
        requestId,
        systemId,
        deed,
        deps.now().toISOString(),
      );
      const answer = await system.access.erase(record, { begunAt, repeated });
      if (answer.kind === 'pending') wait = Math.max(wait, answer.seconds);
    }
    return wait > 0
      ? { kind: 'pending', seconds: wait }
      : { kind: 'done', value: { erasedAt: deps.now().toISOString() } };
  });
}
