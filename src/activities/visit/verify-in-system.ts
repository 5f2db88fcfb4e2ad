import type { Attempt } from '../../domain/attempt.ts';
import { readBackOf, settled } from '../../domain/read-back.ts';
import { isGood } from '../../domain/verdict.ts';
import type { ReadBackReceipt, VerifyOrder } from '../../workflows/steps/verify-in-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { tryOnce } from '../try-once.ts';
import { recordVerdict } from './record-verdict.ts';
import { systemRecords } from './system-records.ts';

/** Reads back what is left of the records in one system. A good verdict is written to the register in the same step. */
export function verifyInSystem(
  deps: Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'now' | 'log'>,
  order: VerifyOrder,
): Promise<Attempt<ReadBackReceipt>> {
  return tryOnce(deps, order, async (): Promise<Attempt<ReadBackReceipt>> => {
    const { system, records } = await systemRecords(deps, order);
    const answers = await Promise.all(
      records.map(({ record, knownAs }) => system.access.verify(record, order.erasedAt, knownAs)),
    );
    const { erasedAt, goneSince } = order;
    const { settleSeconds } = system.access;
    const now = deps.now();
    const readBack = settled(readBackOf(answers), { erasedAt, goneSince, settleSeconds, now });
    if (readBack.kind !== 'done') return readBack;
    const left = readBack.value;
    const row = isGood(left) ? await recordVerdict(deps, { ...order, ...left }) : null;
    return { kind: 'done', value: { ...left, row } };
  });
}
