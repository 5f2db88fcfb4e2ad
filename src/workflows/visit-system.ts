import type { FailureCode } from '../domain/failure.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { FlowBroken, type Durable, type Flow } from './durable.ts';
import { persist, type Settled } from './persist.ts';
import type { SystemOrder, VerdictOrder, VisitOrder, VisitReceipt } from './orders/visit-order.ts';

type Outcome = Pick<VerdictOrder, 'verdict' | 'code' | 'until' | 'left' | 'residuals'>;

interface Visit {
  /** The row that a step has written, or what is still to be written; null when there is nothing to say. */
  readonly settled: { readonly row: SystemVerdict } | { readonly outcome: Outcome } | null;
  readonly patience: VisitOrder['patience'];
}

const failure = (code: FailureCode): Visit['settled'] => ({
  outcome: { verdict: 'failed', code, until: null, residuals: [] },
});

/** Does one deed in one system and says what is true there afterwards. Never rejects: a fan-out waits for it. */
export function* visitSystem(durable: Durable, order: VisitOrder): Flow<VisitReceipt> {
  try {
    const visit = yield* carryOut(durable, order);
    const verdict = yield* rowOf(durable, order, visit);
    return { system: order.system, verdict, patience: visit.patience, broken: false };
  } catch {
    return { system: order.system, verdict: null, patience: order.patience, broken: true };
  }
}

function* rowOf(
  durable: Durable,
  order: VisitOrder,
  { settled, patience }: Visit,
): Flow<SystemVerdict | null> {
  if (settled === null) return null;
  if ('row' in settled) return settled.row;
  const attempts = patience.retries + 1;
  return yield* durable.step('recordVerdict', {
    ...systemOrder(order),
    attempts,
    ...settled.outcome,
  });
}

function carryOut(durable: Durable, order: VisitOrder): Flow<Visit> {
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

function* hold(durable: Durable, order: VisitOrder): Flow<Visit> {
  const { requestId, dossier, system } = order;
  const { patience, ...held } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    function* () {
      const [tried] = yield* durable.step('holdAccounts', {
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

function* exportAll(durable: Durable, order: VisitOrder): Flow<Visit> {
  const { patience, ...exported } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    (attempts) => durable.step('exportFromSystem', { ...systemOrder(order), attempts }),
  );
  const settled = exported.kind === 'done' ? { row: exported.value } : failure(exported.code);
  return { settled, patience };
}

/** A 2xx is never proof: the verdict is what reading back says, at once and then as long as the system is not clear about it. */
function* erase(durable: Durable, order: VisitOrder): Flow<Visit> {
  const erased = yield* persist(durable, order.patience, order.giveUpAfterSeconds, (attempts) =>
    durable.step('eraseFromSystem', { ...systemOrder(order), attempts }),
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
    (attempts) => durable.step('verifyInSystem', { ...systemOrder(order), attempts, erasedAt }),
    first,
  );
  if (readBack.kind === 'failed') return { settled: failure(readBack.code), patience };
  const { row, ...said } = readBack.value;
  if (row) return { settled: { row }, patience };
  if (said.verdict === 'present' && order.held) yield* release(durable, order);
  return { settled: { outcome: { code: null, ...said } }, patience };
}

/** Nothing was concluded about the system, unless the account could not be released: then somebody must act. */
function* breakOff(durable: Durable, order: VisitOrder): Flow<Visit> {
  const { patience, ...released } = yield* release(durable, order);
  return { settled: released.kind === 'failed' ? failure(released.code) : null, patience };
}

/** Whoever was not erased can sign in again. Without success the account stays frozen, which the row of the system counts. */
function release(durable: Durable, order: VisitOrder): Flow<Settled<null>> {
  return persist(durable, order.patience, order.giveUpAfterSeconds, () =>
    durable.step('releaseAccount', systemOrder(order)),
  );
}

const systemOrder = ({ requestId, dossier, system }: VisitOrder): SystemOrder => ({
  requestId,
  dossier,
  system,
});
