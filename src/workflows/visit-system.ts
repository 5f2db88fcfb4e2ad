import type { Attempt } from '../domain/attempt.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Patience } from '../domain/patience.ts';
import type { SystemId } from '../domain/system.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { defineFlow, FlowBroken, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { persist, type Settled } from './persist.ts';
import { eraseFromSystem } from './steps/erase-from-system.ts';
import { exportFromSystem } from './steps/export-from-system.ts';
import { holdAccounts } from './steps/hold-accounts.ts';
import { recordVerdict, type VerdictOrder } from './steps/record-verdict.ts';
import { releaseAccount } from './steps/release-account.ts';
import type { SystemOrder } from './steps/system-order.ts';
import { verifyInSystem } from './steps/verify-in-system.ts';

/** What is to be done in one system. */
export interface Visit extends SystemOrder {
  /** `release` puts back what `hold` changed, where a request breaks off before it could erase. */
  readonly deed: 'hold' | 'export' | 'erase' | 'release';
  /** The account was frozen by this request: an end that did not erase releases it. */
  readonly held: boolean;
  readonly giveUpAfterSeconds: number;
  /** What came of the first try, where it was made for several systems at once. */
  readonly tried: Attempt<null> | null;
  /** What resolving already spent on this system. */
  readonly patience: Patience;
}

export interface VisitReceipt {
  readonly system: SystemId;
  /** Null after a hold that worked, for the erasure follows, and after a release that worked. */
  readonly verdict: SystemVerdict | null;
  readonly patience: Patience;
  /** Our own storage or code failed, not the system. */
  readonly broken: boolean;
}

type Outcome = Pick<VerdictOrder, 'verdict' | 'code' | 'until' | 'left' | 'residuals'>;

interface Outcomes {
  /** The row that a step has written, or what is still to be written; null when there is nothing to say. */
  readonly settled: { readonly row: SystemVerdict } | { readonly outcome: Outcome } | null;
  readonly patience: Patience;
}

const failure = (code: FailureCode): Outcomes['settled'] => ({
  outcome: { verdict: 'failed', code, until: null, residuals: [] },
});

/** Does one deed in one system and says what is true there afterwards. Never rejects: a fan-out waits for it. */
function* visit(durable: Durable, order: Visit): Flow<VisitReceipt> {
  try {
    const outcome = yield* carryOut(durable, order);
    const verdict = yield* rowOf(durable, order, outcome);
    return { system: order.system, verdict, patience: outcome.patience, broken: false };
  } catch {
    return { system: order.system, verdict: null, patience: order.patience, broken: true };
  }
}

function* rowOf(
  durable: Durable,
  order: Visit,
  { settled, patience }: Outcomes,
): Flow<SystemVerdict | null> {
  if (settled === null) return null;
  if ('row' in settled) return settled.row;
  const attempts = patience.retries + 1;
  return yield* durable.step(recordVerdict, {
    ...systemOrder(order),
    attempts,
    ...settled.outcome,
  });
}

function carryOut(durable: Durable, order: Visit): Flow<Outcomes> {
  switch (order.deed) {
    case 'hold':
      return hold(durable, order);
    case 'export':
      return exportAll(durable, order);
    case 'erase':
      return erase(durable, order);
    case 'release':
      return breakOff(durable, order);
  }
}

function* hold(durable: Durable, order: Visit): Flow<Outcomes> {
  const { requestId, dossier, system } = order;
  const { patience, ...held } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    function* () {
      const [tried] = yield* durable.step(holdAccounts, {
        requestId,
        dossier,
        systems: [system],
      });
      if (!tried) throw new FlowBroken('hold');
      return tried.attempt;
    },
    order.tried,
  );
  if (held.kind === 'done') return { settled: null, patience };
  yield* release(durable, order);
  return { settled: failure(held.code), patience };
}

function* exportAll(durable: Durable, order: Visit): Flow<Outcomes> {
  const { patience, ...exported } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    (attempts) => durable.step(exportFromSystem, { ...systemOrder(order), attempts }),
  );
  const settled = exported.kind === 'done' ? { row: exported.value } : failure(exported.code);
  return { settled, patience };
}

/** A 2xx is never proof: the verdict is what reading back says, at once and then as long as the system is not clear about it. */
function* erase(durable: Durable, order: Visit): Flow<Outcomes> {
  const erased = yield* persist(durable, order.patience, order.giveUpAfterSeconds, (attempts) =>
    durable.step(eraseFromSystem, { ...systemOrder(order), attempts }),
  );
  if (erased.kind === 'failed') {
    if (order.held) yield* release(durable, order);
    return { settled: failure(erased.code), patience: erased.patience };
  }
  const { erasedAt, readBack: first } = erased.value;
  const { patience, ...readBack } = yield* persist(
    durable,
    erased.patience,
    order.giveUpAfterSeconds,
    (attempts) => durable.step(verifyInSystem, { ...systemOrder(order), attempts, erasedAt }),
    first,
  );
  if (readBack.kind === 'failed') return { settled: failure(readBack.code), patience };
  const { row, ...said } = readBack.value;
  if (row) return { settled: { row }, patience };
  if (said.verdict === 'present' && order.held) yield* release(durable, order);
  return { settled: { outcome: { code: null, ...said } }, patience };
}

/** Nothing was concluded about the system, unless the account could not be released: then somebody must act. */
function* breakOff(durable: Durable, order: Visit): Flow<Outcomes> {
  const { patience, ...released } = yield* release(durable, order);
  return { settled: released.kind === 'failed' ? failure(released.code) : null, patience };
}

/** Whoever was not erased can sign in again. Without success the account stays frozen, which the row of the system counts. */
function release(durable: Durable, order: Visit): Flow<Settled<null>> {
  return persist(durable, order.patience, order.giveUpAfterSeconds, () =>
    durable.step(releaseAccount, systemOrder(order)),
  );
}

const systemOrder = ({ requestId, dossier, system }: Visit): SystemOrder => ({
  requestId,
  dossier,
  system,
});

export const visitSystem = defineFlow<Visit & FlowOrder, VisitReceipt>('visitSystem', { 1: visit });
