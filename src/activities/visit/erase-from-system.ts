import type { Attempt } from '../../domain/attempt.ts';
import type { NewFact } from '../../domain/fact.ts';
import { stillWorking } from '../../domain/read-back.ts';
import type { EraseOrder, ErasedReceipt } from '../../workflows/steps/erase-from-system.ts';
import type { Dependencies } from '../dependencies.ts';
import { factsOfTry, recordTry } from '../tried.ts';
import { tryOnce } from '../try-once.ts';
import { recordKey } from '../../ports/record-key.ts';
import { eraseRecords, type Erased, type KeyedRecord } from './erase-records.ts';
import { systemRecords, type FoundRecord } from './system-records.ts';
import { verifyInSystem } from './verify-in-system.ts';
import { isWorking, waitForVendor, type Working } from './wait-for-vendor.ts';

type Needs = Pick<
  Dependencies,
  'dossiers' | 'systems' | 'register' | 'keys' | 'policy' | 'now' | 'log'
>;

/**
 * Erases every record found in one system, and reads back at once, unless the system needs time to settle. The intent is written to the register before the first call that
 * changes anything.
 */
export async function eraseFromSystem(
  deps: Needs,
  order: EraseOrder,
): Promise<Attempt<ErasedReceipt>> {
  const did: NewFact[] = [];
  const began: string[] = [];
  const tried = await tryOnce(deps, order, async (): Promise<Attempt<Erased>> => {
    const { system, records } = await systemRecords(deps, order, true);
    const all = keyed(deps, order, records);
    const { requestId, since } = order;
    return eraseRecords(deps, requestId, system, all, {
      since,
      did,
      began,
      intentOf: (key) => `erase-${key}`,
    });
  });
  const outcome = isWorking(tried) ? await afterWork(deps, order, tried, began) : tried;
  // The vendor is still working, so the fact must not say that the erasure is done, even when the request no longer waits for it.
  const isOver = isWorking(tried) && outcome.kind !== 'pending';
  const shown = isOver || outcome.kind === 'stated' ? { ...tried, seconds: 0 } : outcome;
  const facts = [...did, ...factsOfTry('erase', order, shown, deps.now())];
  if (outcome.kind === 'done')
    return {
      kind: 'done',
      value: { ...outcome.value, readBack: await firstReadBack(outcome.value) },
    };
  await recordTry(deps, order.requestId, facts);
  return outcome.kind === 'stated' ? stated(deps.now(), outcome.until) : outcome;

  async function firstReadBack({ erasedAt }: Erased): Promise<ErasedReceipt['readBack']> {
    const { settleSeconds = 0 } = deps.systems.get(order.system)?.access ?? {};
    if (settleSeconds <= firstReadBackAfterSeconds)
      return await verifyInSystem(deps, { ...order, erasedAt, goneSince: null }, facts);
    await recordTry(deps, order.requestId, facts);
    return { kind: 'pending', seconds: firstReadBackAfterSeconds };
  }
}

interface Stated {
  readonly kind: 'stated';
  readonly until: string;
}

/**
 * What follows while a vendor still works on the erasure. The flow asks again later. When the date that the vendor named has passed, the
 * system is read back. When the request has waited as long as the policy allows, its verdict says that the work continues.
 */
async function afterWork(
  deps: Needs,
  order: EraseOrder,
  working: Working,
  began: readonly string[],
): Promise<Attempt<Erased> | Stated> {
  const erasedAt = deps.now().toISOString();
  const next = await waitForVendor(deps, order, working, [...began].sort()[0] ?? erasedAt);
  switch (next.kind) {
    case 'again':
      return { ...working, seconds: next.seconds };
    case 'overdue':
      return { kind: 'done', value: { erasedAt, staysInBin: false } };
    case 'enough':
      return { kind: 'stated', until: working.until };
  }
}

function stated(now: Date, until: string): Attempt<ErasedReceipt> {
  const readBack = { kind: 'done', value: { ...stillWorking(until), row: null } } as const;
  return {
    kind: 'done',
    value: { erasedAt: now.toISOString(), staysInBin: false, readBack },
  };
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
