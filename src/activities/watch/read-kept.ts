import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { confirmed, overdue, readBackOf, type ReadBack } from '../../domain/read-back.ts';
import { nextLookAt } from '../../domain/vendor-wait.ts';
import type { ReadKeptOrder } from '../../workflows/steps/read-kept.ts';
import type { Dependencies } from '../dependencies.ts';
import { watchedSystem } from '../end/watch-list.ts';
import { tryOnce } from '../try-once.ts';
import { isWorking } from '../visit/wait-for-vendor.ts';
import { erasedSince } from './erased-since.ts';

type Needs = Pick<Dependencies, 'systems' | 'register' | 'envelopes' | 'now' | 'log'>;

/** Reads back the records that were erased after their rule had ended. */
export function readKept(deps: Needs, order: ReadKeptOrder): Promise<Attempt<ReadBack>> {
  return tryOnce(deps, order, async (): Promise<Attempt<ReadBack>> => {
    const { requestId, erasedAt, goneSince } = order;
    const system = deps.systems.get(order.system);
    if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
    const watched = await watchedSystem(deps, requestId, order.system);
    const erased = watched ? await erasedSince(deps, requestId, order.system, watched) : [];
    const answers = await Promise.all(
      erased.map(({ record }) => system.access.verify(record, erasedAt)),
    );
    const { settleSeconds } = system.access;
    const now = deps.now();
    const look = confirmed(readBackOf(answers), { erasedAt, goneSince, settleSeconds, now });
    if (!isWorking(look)) return look;
    const next = nextLookAt({ ...look, since: erasedAt }, null, now);
    return next.kind === 'again'
      ? { ...look, seconds: next.seconds }
      : { kind: 'done', value: overdue };
  });
}
