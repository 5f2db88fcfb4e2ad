import type { Attempt } from '../../domain/attempt.ts';
import { SystemFailure } from '../../domain/failure.ts';
import { withholding } from '../../domain/withhold.ts';
import { TurnLater } from '../../domain/turn-later.ts';
import { settledAs, type Counts, type SystemVerdict } from '../../domain/verdict.ts';
import type { SystemOrder, TryOrder } from '../../workflows/steps/system-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { recordVerdict } from './record-verdict.ts';
import { openStaging, type Staging } from './staging.ts';
import { systemRecords } from './system-records.ts';
import { registered } from '../registered.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'sealed' | 'policy' | 'now' | 'log'
>;

/** Writes all data about the person in one system to sealed blobs, item by item. A repeated try continues where the last one stopped. */
export async function exportFromSystem(
  deps: Needs,
  order: TryOrder,
): Promise<Attempt<SystemVerdict>> {
  const progress = { isMade: false };
  const tried = await tryOnce(deps, order, async () => ({
    kind: 'done' as const,
    value: await stageExport(deps, order, progress),
  }));
  // A try that read further data lost no time, so it uses up no patience.
  const attempt: typeof tried =
    tried.kind === 'later' && progress.isMade
      ? { ...tried, spentSeconds: 0, progressed: true }
      : tried;
  const facts = factsOfTry('export', order, attempt, deps.now());
  if (attempt.kind !== 'done') {
    await recordTry(deps, order.requestId, facts);
    return attempt;
  }
  const outcome = { ...settledAs('exported'), residuals: [], exported: attempt.value };
  return { kind: 'done', value: await recordVerdict(deps, { ...order, ...outcome }, facts) };
}

/** @param progress whether, before the failure, this try read data that the next try need not read again */
async function stageExport(
  deps: Needs,
  order: SystemOrder,
  progress: { isMade: boolean },
): Promise<Counts> {
  const { system, records } = await systemRecords(deps, order);
  const { regulation } = await registered(deps, order.requestId);
  const withhold = withholding(regulation, order.system, deps.policy.withhold);
  const staging = await openStaging({ ...deps, withhold }, order, records.length);
  const total: Record<string, number> = {};
  try {
    for (const [index, { record }] of records.entries()) {
      const counts = await staging.record(index, (sink) => system.access.export(record, sink));
      for (const [part, count] of Object.entries(counts)) total[part] = (total[part] ?? 0) + count;
    }
    await staging.keep();
  } catch (error) {
    await keepOrAbort(staging, error);
    progress.isMade = staging.hasGrown;
    throw error;
  }
  return total;
}

/** After a failure of the system the next try continues. After a failure of our own code or storage, nothing more is stored. */
async function keepOrAbort(staging: Staging, error: unknown): Promise<void> {
  if (error instanceof SystemFailure || error instanceof TurnLater) await staging.keep();
  else await staging.abort();
}
