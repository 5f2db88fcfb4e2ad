import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { readBackOf, confirmed, type ReadBack } from '../../domain/read-back.ts';
import type { ReadKeptOrder } from '../../workflows/steps/read-kept.ts';
import type { Dependencies } from '../dependencies.ts';
import { watchedSystem } from '../end/watch-list.ts';
import { tryOnce } from '../try-once.ts';
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
    return confirmed(readBackOf(answers), { erasedAt, goneSince, settleSeconds, now: deps.now() });
  });
}
