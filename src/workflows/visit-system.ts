import type { FailureCode } from '../domain/failure.ts';
import type { Durable, Flow } from './durable.ts';
import { persist, type Settled } from './persist.ts';
import type { SystemOrder, VerdictOrder, VisitOrder, VisitReceipt } from './steps.ts';

type Outcome = Pick<VerdictOrder, 'verdict' | 'code' | 'until' | 'exported' | 'left' | 'residuals'>;

interface Visit {
  readonly outcome: Outcome | null;
  readonly patience: VisitOrder['patience'];
}

const failure = (code: FailureCode): Outcome => ({
  verdict: 'failed',
  code,
  until: null,
  residuals: [],
});

/** Does one deed in one system and says what is true there afterwards. Never rejects: a fan-out waits for it. */
export function* visitSystem(durable: Durable, order: VisitOrder): Flow<VisitReceipt> {
  try {
    const { outcome, patience } = yield* carryOut(durable, order);
    if (outcome === null) return { system: order.system, verdict: null, patience, broken: false };
    const verdict = yield* durable.step('recordVerdict', {
      ...systemOrder(order),
      attempts: patience.retries + 1,
      ...outcome,
    });
    return { system: order.system, verdict, patience, broken: false };
  } catch {
    return { system: order.system, verdict: null, patience: order.patience, broken: true };
  }
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
  const { patience, ...held } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    () => durable.step('holdAccount', systemOrder(order)),
  );
  if (held.kind === 'done') return { outcome: null, patience };
  yield* release(durable, order);
  return { outcome: failure(held.code), patience };
}

function* exportAll(durable: Durable, order: VisitOrder): Flow<Visit> {
  const { patience, ...exported } = yield* persist(
    durable,
    order.patience,
    order.giveUpAfterSeconds,
    () => durable.step('exportFromSystem', systemOrder(order)),
  );
  if (exported.kind === 'failed') return { outcome: failure(exported.code), patience };
  return {
    outcome: {
      verdict: 'exported',
      code: null,
      until: null,
      exported: exported.value,
      residuals: [],
    },
    patience,
  };
}

/** A 2xx is never proof: the verdict is what reading back says. */
function* erase(durable: Durable, order: VisitOrder): Flow<Visit> {
  const erased = yield* persist(durable, order.patience, order.giveUpAfterSeconds, () =>
    durable.step('eraseFromSystem', systemOrder(order)),
  );
  if (erased.kind === 'failed') {
    if (order.held) yield* release(durable, order);
    return { outcome: failure(erased.code), patience: erased.patience };
  }
  const { erasedAt } = erased.value;
  const readBack = yield* persist(durable, erased.patience, order.giveUpAfterSeconds, () =>
    durable.step('verifyInSystem', { ...systemOrder(order), erasedAt }),
  );
  if (readBack.kind === 'failed')
    return { outcome: failure(readBack.code), patience: readBack.patience };
  if (readBack.value.verdict === 'present' && order.held) yield* release(durable, order);
  return { outcome: { code: null, ...readBack.value }, patience: readBack.patience };
}

/** Nothing was concluded about the system, unless the account could not be released: then somebody must act. */
function* breakOff(durable: Durable, order: VisitOrder): Flow<Visit> {
  const { patience, ...released } = yield* release(durable, order);
  return { outcome: released.kind === 'failed' ? failure(released.code) : null, patience };
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
