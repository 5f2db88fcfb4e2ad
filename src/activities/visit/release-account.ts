import type { Attempt } from '../../domain/attempt.ts';
import { isTriedAgain, SystemFailure } from '../../domain/failure.ts';
import { sameRecord } from '../../domain/match.ts';
import type { ReleaseOrder } from '../../workflows/steps/release-account.ts';
import type { Dependencies } from '../dependencies.ts';
import { holdIntent, released, standingHolds } from './held-accounts.ts';
import { recordKey } from '../../ports/record-key.ts';
import { systemRecords } from './system-records.ts';
import { factOfDoing } from '../effects.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'now' | 'log'>;

/** Undoes `holdAccounts`. An account that was disabled before stays disabled. */
export async function releaseAccount(deps: Needs, order: ReleaseOrder): Promise<Attempt<null>> {
  const attempt = await release(deps, order);
  await recordTry(deps, order.requestId, factsOfTry('release', order, attempt, deps.now()));
  return attempt;
}

function release(deps: Needs, order: ReleaseOrder): Promise<Attempt<null>> {
  const { requestId, system: systemId } = order;
  return tryOnce(deps, order, async () => {
    const { system, records } = await systemRecords(deps, order);
    const standing = await standingHolds(deps, requestId, systemId);
    const failures: SystemFailure[] = [];
    const kept = await keptFrozen(deps, order);
    for (const { record } of records) {
      if (kept.some((one) => sameRecord(one.record, record))) continue;
      const key = await recordKey(deps, requestId, systemId, record);
      const name = holdIntent(key);
      const found = standing.get(name);
      if (found === undefined) continue;
      try {
        await system.access.release?.(record, found);
        const on = { system: systemId, effect: 'release', record: key } as const;
        const did = factOfDoing(on, deps.now().toISOString());
        await deps.register.markIntent(requestId, systemId, name, released, did);
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

async function keptFrozen(deps: Needs, { keeping, ...order }: ReleaseOrder) {
  if (keeping === undefined) return [];
  return (await systemRecords(deps, { ...order, dossier: keeping })).records;
}
