import type { Attempt } from '../../domain/attempt.ts';
import type { NewFact } from '../../domain/fact.ts';
import {
  confirmed,
  overdue,
  readBackOf,
  stillWorking,
  type ReadBack,
  type StillWorking,
} from '../../domain/read-back.ts';
import { isGood } from '../../domain/verdict.ts';
import type { ReadBackReceipt, VerifyOrder } from '../../workflows/steps/verify-in-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';
import { recordVerdict } from './record-verdict.ts';
import { systemRecords } from './system-records.ts';
import { isWorking, waitForVendor } from './wait-for-vendor.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'policy' | 'now' | 'log'>;

/**
 * Reads back what is left of the records in one system. A good verdict is written to the register in the same step.
 * @param before earlier facts of the same step, which are written together with the fact of the read-back
 */
export async function verifyInSystem(
  deps: Needs,
  order: VerifyOrder,
  before: readonly NewFact[] = [],
): Promise<Attempt<ReadBackReceipt>> {
  const attempt = await afterWork(deps, order, await readBack(deps, order));
  const facts = [...before, ...factsOfTry('verify', order, attempt, deps.now())];
  if (attempt.kind === 'done' && isGood(attempt.value))
    return {
      kind: 'done',
      value: {
        ...attempt.value,
        row: await recordVerdict(deps, { ...order, ...attempt.value }, facts),
      },
    };
  await recordTry(deps, order.requestId, facts);
  return attempt.kind === 'done'
    ? { kind: 'done', value: { ...attempt.value, row: null } }
    : attempt;
}

/**
 * What follows when a read-back shows that the vendor is still working. The flow reads back again later. When the date that the vendor named
 * has passed, the result is `overdue`. When the request has waited as long as the policy allows, the result is the verdict `pending`.
 */
async function afterWork(
  deps: Needs,
  order: VerifyOrder,
  attempt: Attempt<ReadBack>,
): Promise<Attempt<ReadBack | StillWorking>> {
  if (!isWorking(attempt)) return attempt;
  const next = await waitForVendor(deps, order, attempt, order.erasedAt);
  switch (next.kind) {
    case 'again':
      return { ...attempt, seconds: next.seconds };
    case 'overdue':
      return { kind: 'done', value: overdue };
    case 'enough':
      return { kind: 'done', value: stillWorking(attempt.until) };
  }
}

function readBack(deps: Needs, order: VerifyOrder): Promise<Attempt<ReadBack>> {
  return tryOnce(deps, order, async (): Promise<Attempt<ReadBack>> => {
    const { system, records } = await systemRecords(deps, order, true);
    const answers = await Promise.all(
      records.map(({ record, knownAs }) => system.access.verify(record, order.erasedAt, knownAs)),
    );
    const { erasedAt, goneSince } = order;
    const { settleSeconds } = system.access;
    const now = deps.now();
    return confirmed(readBackOf(answers), { erasedAt, goneSince, settleSeconds, now });
  });
}
