import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import type { NewFact } from '../../domain/fact.ts';
import { nothingKept, retainedOf } from '../../domain/retention.ts';
import { nextLookAt } from '../../domain/vendor-wait.ts';
import type { EraseKeptOrder, KeptErased } from '../../workflows/steps/erase-kept.ts';
import type { Dependencies } from '../dependencies.ts';
import { watchedSystem } from '../end/watch-list.ts';
import { keepingOf } from '../keeping-of.ts';
import { tryOnce } from '../try-once.ts';
import { eraseRecords } from '../visit/erase-records.ts';
import { isWorking } from '../visit/wait-for-vendor.ts';
import { erasedSince, lateErasure } from './erased-since.ts';

type Needs = Pick<Dependencies, 'systems' | 'register' | 'envelopes' | 'policy' | 'now' | 'log'>;

/**
 * Erases the records in one system that rules kept and do not keep any more. The policy is read again: a rule that was removed or extended
 * since, and a legal hold that was made since, count as they are now.
 */
export async function eraseKept(deps: Needs, order: EraseKeptOrder): Promise<Attempt<KeptErased>> {
  const { requestId, since } = order;
  const did: NewFact[] = [];
  const attempt = await tryOnce(deps, order, async (): Promise<Attempt<KeptErased>> => {
    const system = deps.systems.get(order.system);
    if (!system) throw new SystemFailure('misconfigured', 'The system is no longer configured.');
    const watched = await watchedSystem(deps, requestId, order.system);
    const { kept = [] } = watched ?? {};
    if (!watched || kept.length === 0) return { kind: 'done', value: { kind: 'nothing-sealed' } };
    const begun = (await erasedSince(deps, requestId, order.system, watched)).map(({ key }) => key);
    const open = kept.filter(({ key }) => !begun.includes(key)).map(({ record }) => record);
    const keeping = await keepingOf(deps, requestId);
    const { free, whole, classes } =
      open.length === 0 ? nothingKept(open) : retainedOf(open, system, keeping);
    const ended = kept.filter(({ key, record }) => begun.includes(key) || free.includes(record));
    if (ended.length === 0) return { kind: 'done', value: { kind: 'kept', whole, classes } };
    const began: string[] = [];
    const erased = await eraseRecords(deps, requestId, system, ended, {
      since,
      did,
      began,
      intentOf: lateErasure,
    });
    const still = { kind: 'erased', still: classes } as const;
    if (isWorking(erased)) {
      const now = deps.now();
      const at = now.toISOString();
      const next = nextLookAt({ ...erased, since: began.sort()[0] ?? at }, null, now);
      return next.kind === 'again'
        ? { ...erased, seconds: next.seconds }
        : { kind: 'done', value: { ...still, erasedAt: at, staysInBin: false } };
    }
    if (erased.kind !== 'done') return erased;
    return { kind: 'done', value: { ...still, ...erased.value } };
  });
  if (did.length > 0) await deps.register.appendUnlisted(requestId, did);
  return attempt;
}
