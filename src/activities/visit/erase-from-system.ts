import type { Attempt } from '../../domain/attempt.ts';
import type { EraseAnswer } from '../../ports/system-access.ts';
import type { EraseOrder, ErasedReceipt } from '../../workflows/steps/erase-from-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { tryOnce } from '../try-once.ts';
import { recordKey } from './record-key.ts';
import { systemRecords } from './system-records.ts';
import { verifyInSystem } from './verify-in-system.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'now' | 'log'>;

/**
 * Erases every record found in one system, and reads back at once. The intent is written to the register before the first call that
 * changes anything.
 */
export function eraseFromSystem(deps: Needs, order: EraseOrder): Promise<Attempt<ErasedReceipt>> {
  return tryOnce(deps, order, async (): Promise<Attempt<ErasedReceipt>> => {
    const answers = await eraseAll(deps, order);
    const waiting = answers.filter((answer) => answer.kind === 'pending');
    if (waiting.length > 0) return pendingOf(waiting, order.since);
    const erasedAt = deps.now().toISOString();
    const staysInBin = answers.some((answer) => answer.kind === 'done' && answer.staysInBin);
    const readBack = await verifyInSystem(deps, { ...order, erasedAt, goneSince: null });
    return { kind: 'done', value: { erasedAt, staysInBin, readBack } };
  });
}

async function eraseAll(deps: Needs, order: EraseOrder): Promise<EraseAnswer[]> {
  const { requestId, system: systemId, since } = order;
  const { system, records } = await systemRecords(deps, order);
  const answers: EraseAnswer[] = [];
  for (const { record } of records) {
    const deed = `erase-${await recordKey(deps, requestId, systemId, record)}`;
    const begun = await deps.register.begin(requestId, systemId, deed, deps.now().toISOString());
    answers.push(await system.access.erase(record, { ...begun, since }));
  }
  return answers;
}

/** The longest wait of all records, with the time of the latest confirmed effect on any of them. */
function pendingOf(
  waiting: readonly Extract<EraseAnswer, { kind: 'pending' }>[],
  before: string | null,
): Extract<Attempt<never>, { kind: 'pending' }> {
  const seconds = Math.max(...waiting.map((answer) => answer.seconds));
  const effects = [...waiting.map((answer) => answer.since), before].filter(
    (time) => time !== null && time !== undefined,
  );
  const since = effects.sort().at(-1);
  return { kind: 'pending', seconds, ...(since !== undefined && { since }) };
}
