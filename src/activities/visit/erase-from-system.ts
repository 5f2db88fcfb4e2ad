import type { Attempt } from '../../domain/attempt.ts';
import type { NewFact } from '../../domain/fact.ts';
import type { EraseAnswer } from '../../ports/system-access.ts';
import type { EraseOrder, ErasedReceipt } from '../../workflows/steps/erase-from-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { factOfBeginning, factOfDoing } from '../effects.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';
import { recordKey } from '../../ports/record-key.ts';
import { systemRecords } from './system-records.ts';
import { verifyInSystem } from './verify-in-system.ts';

type Needs = Pick<Dependencies, 'dossiers' | 'systems' | 'register' | 'keys' | 'now' | 'log'>;

/**
 * Erases every record found in one system, and reads back at once, unless the system needs time to settle. The intent is written to the register before the first call that
 * changes anything.
 */
export async function eraseFromSystem(
  deps: Needs,
  order: EraseOrder,
): Promise<Attempt<ErasedReceipt>> {
  const did: NewFact[] = [];
  const attempt = await tryOnce(deps, order, async (): Promise<Attempt<Erased>> => {
    const answers = await eraseAll(deps, order, did);
    const waiting = answers.filter((answer) => answer.kind === 'pending');
    if (waiting.length > 0) return pendingOf(waiting, order.since);
    const erasedAt = deps.now().toISOString();
    const staysInBin = answers.some((answer) => answer.kind === 'done' && answer.staysInBin);
    return { kind: 'done', value: { erasedAt, staysInBin } };
  });
  const facts = [...did, ...factsOfTry('erase', order, attempt, deps.now())];
  if (attempt.kind !== 'done') {
    await recordTry(deps, order.requestId, facts);
    return attempt;
  }
  return { kind: 'done', value: { ...attempt.value, readBack: await firstLook(attempt.value) } };

  async function firstLook({ erasedAt }: Erased): Promise<ErasedReceipt['readBack']> {
    const { settleSeconds = 0 } = deps.systems.get(order.system)?.access ?? {};
    if (settleSeconds <= firstLookAfter)
      return await verifyInSystem(deps, { ...order, erasedAt, goneSince: null }, facts);
    await recordTry(deps, order.requestId, facts);
    return { kind: 'pending', seconds: firstLookAfter };
  }
}

/** A system whose replicas lag still shows the record in the same moment. Reading back then would only cost calls. */
const firstLookAfter = 1;

type Erased = Omit<ErasedReceipt, 'readBack'>;

/** @param did takes the fact of each record that the system has erased */
async function eraseAll(deps: Needs, order: EraseOrder, did: NewFact[]): Promise<EraseAnswer[]> {
  const { requestId, system: systemId, since } = order;
  const { system, records } = await systemRecords(deps, order, true);
  const answers: EraseAnswer[] = [];
  for (const { record } of records) {
    const key = await recordKey(deps, requestId, systemId, record);
    const on = { system: systemId, effect: 'erase', record: key } as const;
    const now = deps.now().toISOString();
    const began = factOfBeginning(on, now);
    const begun = await deps.register.begin(requestId, systemId, `erase-${key}`, now, began);
    const answer = await system.access.erase(record, { ...begun, since });
    if (answer.kind === 'done') did.push(factOfDoing(on, deps.now().toISOString()));
    answers.push(answer);
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
