import type { Attempt } from '../domain/attempt.ts';
import type { SystemOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { systemRecords } from './system-records.ts';
import { tryOnce } from './try-once.ts';

/** Puts back what `holdAccount` found; an account that was suspended before stays suspended. */
export function releaseAccount(deps: Dependencies, order: SystemOrder): Promise<Attempt<null>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    for (const [index, { record }] of records.entries()) {
      const found = await deps.register.begin(
        requestId,
        systemId,
        `hold-${index}`,
        deps.now().toISOString(),
      );
      if (found.note === 'enabled') await system.access.release?.(record, true);
    }
    return { kind: 'done', value: null };
  });
}
