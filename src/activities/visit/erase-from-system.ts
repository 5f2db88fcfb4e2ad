import type { Attempt } from '../../domain/attempt.ts';
import type { NewFact } from '../../domain/fact.ts';
import type { EraseOrder, ErasedReceipt } from '../../workflows/steps/erase-from-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';
import { recordKey } from '../../ports/record-key.ts';
import { eraseRecords, type Erased, type KeyedRecord } from './erase-records.ts';
import { systemRecords, type FoundRecord } from './system-records.ts';
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
    const { system, records } = await systemRecords(deps, order, true);
    const all = keyed(deps, order, records);
    const { requestId, since } = order;
    return eraseRecords(deps, requestId, system, all, {
      since,
      did,
      intentOf: (key) => `erase-${key}`,
    });
  });
  const facts = [...did, ...factsOfTry('erase', order, attempt, deps.now())];
  if (attempt.kind !== 'done') {
    await recordTry(deps, order.requestId, facts);
    return attempt;
  }
  return {
    kind: 'done',
    value: { ...attempt.value, readBack: await firstReadBack(attempt.value) },
  };

  async function firstReadBack({ erasedAt }: Erased): Promise<ErasedReceipt['readBack']> {
    const { settleSeconds = 0 } = deps.systems.get(order.system)?.access ?? {};
    if (settleSeconds <= firstReadBackAfterSeconds)
      return await verifyInSystem(deps, { ...order, erasedAt, goneSince: null }, facts);
    await recordTry(deps, order.requestId, facts);
    return { kind: 'pending', seconds: firstReadBackAfterSeconds };
  }
}

/** A system whose replicas lag still shows the record right after the erasing call. Reading back then would only cost calls. */
const firstReadBackAfterSeconds = 1;

/** The records that were found, except those that rules keep. A record gets its key just before it is erased. */
async function* keyed(
  deps: Needs,
  { requestId, system }: EraseOrder,
  records: readonly FoundRecord[],
): AsyncGenerator<KeyedRecord> {
  for (const { record } of records)
    yield { record, key: await recordKey(deps, requestId, system, record) };
}
