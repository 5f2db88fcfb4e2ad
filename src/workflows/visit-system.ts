import type { Attempt } from '../domain/attempt.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Patience } from '../domain/patience.ts';
import type { SystemId } from '../domain/system.ts';
import { failedWith, type SystemVerdict } from '../domain/verdict.ts';
import { defineFlow, FlowBroken, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { persist, type Settled } from './persist.ts';
import { eraseFromSystem } from './steps/erase-from-system.ts';
import { exportFromSystem } from './steps/export-from-system.ts';
import { holdAccounts } from './steps/hold-accounts.ts';
import { recordVerdict, type SettledSystem } from './steps/record-verdict.ts';
import { releaseAccount } from './steps/release-account.ts';
import type { SystemOrder, TryOrder } from './steps/system-order.ts';
import { verifyInSystem, type ReadBackReceipt } from './steps/verify-in-system.ts';

/** The order to carry out one phase in one system. */
export interface Visit extends SystemOrder {
  /** `release` undoes `hold` when a request stops before it has erased. */
  readonly phase: 'hold' | 'export' | 'erase' | 'release';
  /** This request froze the account. When the account is not erased, it is released. */
  readonly held: boolean;
  /** Only for a release: the accounts in this version of the dossier stay frozen. */
  readonly keeping?: number;
  readonly giveUpAfterSeconds: number;
  /** RFC 3339: when the request began to erase. Left out when the request does not erase. */
  readonly erasingSince?: string;
  /** The outcome of the first try, if one step tried several systems at once. */
  readonly tried: Attempt<null> | null;
  /** The patience that was already used for this system while the subject was resolved. */
  readonly patience: Patience;
}

export interface VisitReceipt {
  readonly system: SystemId;
  /** Null after a hold that worked, because the erasure follows, and after a release that worked. */
  readonly verdict: SystemVerdict | null;
  readonly patience: Patience;
  /** Our own storage or code failed, not the system. */
  readonly broken: boolean;
}

interface Outcomes {
  /** The row that a step has already written, or the outcome that must still be written. Null when there is no verdict. */
  readonly settled: { readonly row: SystemVerdict } | { readonly outcome: SettledSystem } | null;
  readonly patience: Patience;
}

const failure = (code: FailureCode): Outcomes['settled'] => ({
  outcome: { ...failedWith(code), residuals: [] },
});

/** Carries out one phase in one system and returns the verdict. It never rejects, because it is a branch of a fan-out. */
function* visit(durable: Durable, order: Visit): Flow<VisitReceipt> {
  try {
    const outcome = yield* carryOut(showingWaits(durable, order), order);
    const verdict = yield* rowOf(durable, order, outcome);
    return { system: order.system, verdict, patience: outcome.patience, broken: false };
  } catch {
    return { system: order.system, verdict: null, patience: order.patience, broken: true };
  }
}

/** Shows what is done in the system, and that the flow waits for it. */
function showingWaits(durable: Durable, { phase, system }: Visit): Durable {
  durable.show({ phase });
  return {
    ...durable,
    *sleep(seconds) {
      durable.show({ phase, waiting: [system] });
      yield* durable.sleep(seconds);
      durable.show({ phase });
    },
  };
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
  switch (order.phase) {
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
    function* (patience) {
      const [tried] = yield* durable.step(holdAccounts, {
        requestId,
        dossier,
        systems: [system],
        patienceOf: { [system]: patience },
        giveUpAfterSeconds: order.giveUpAfterSeconds,
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
    (patience) => durable.step(exportFromSystem, tryOrder(order, patience)),
  );
  const settled = exported.kind === 'done' ? { row: exported.value } : failure(exported.code);
  return { settled, patience };
}

/** How many times one visit may erase records that are still there. */
const mostErasures = 2;

/**
 * The verdict comes from reading back, never from the 2xx of a delete. The system is read back at once, and again until its answer is
 * clear. A record that is still there although the system confirmed its erasure is erased once more.
 */
function* erase(durable: Durable, order: Visit): Flow<Outcomes> {
  let patience = order.patience;
  for (let erasures = 1; ; erasures++) {
    const { staysInBin, ...readBack } = yield* eraseOnce(durable, { ...order, patience });
    ({ patience } = readBack);
    if (readBack.kind === 'failed') {
      if (readBack.step === 'erase' && order.held) yield* release(durable, order);
      return { settled: failure(readBack.code), patience };
    }
    const { row, ...said } = readBack.value;
    const isLeft = said.verdict === 'present' || (said.verdict === 'expires' && !staysInBin);
    if (isLeft && erasures < mostErasures) continue;
    if (row) return { settled: { row }, patience };
    if (said.verdict === 'present' && order.held) yield* release(durable, order);
    return { settled: { outcome: said }, patience };
  }
}

function* eraseOnce(
  durable: Durable,
  order: Visit,
): Flow<Settled<ReadBackReceipt> & { step: 'erase' | 'verify'; staysInBin: boolean }> {
  const { giveUpAfterSeconds, erasingSince = durable.now().toISOString() } = order;
  const erased = yield* persist(durable, order.patience, giveUpAfterSeconds, (patience, since) =>
    durable.step(eraseFromSystem, { ...tryOrder(order, patience), since, erasingSince }),
  );
  if (erased.kind === 'failed') return { ...erased, step: 'erase', staysInBin: false };
  const { erasedAt, staysInBin, readBack: first } = erased.value;
  const readBack = yield* persist(
    durable,
    erased.patience,
    giveUpAfterSeconds,
    (patience, goneSince) =>
      durable.step(verifyInSystem, {
        ...tryOrder(order, patience),
        ...{ erasedAt, goneSince, erasingSince },
      }),
    first,
  );
  return { ...readBack, step: 'verify', staysInBin };
}

/** Releases the account. There is no verdict, unless the account could not be released: then an operator must act. */
function* breakOff(durable: Durable, order: Visit): Flow<Outcomes> {
  const { patience, ...released } = yield* release(durable, order);
  return { settled: released.kind === 'failed' ? failure(released.code) : null, patience };
}

/** Lets a person who was not erased sign in again. If this fails, the account stays frozen, and the row of the system counts it. */
function release(durable: Durable, order: Visit): Flow<Settled<null>> {
  return persist(durable, order.patience, order.giveUpAfterSeconds, (patience) =>
    durable.step(releaseAccount, {
      ...tryOrder(order, patience),
      ...(order.keeping !== undefined && { keeping: order.keeping }),
    }),
  );
}

const systemOrder = ({ requestId, dossier, system, keeps }: Visit): SystemOrder => ({
  requestId,
  dossier,
  system,
  ...(keeps && { keeps }),
});

const tryOrder = (order: Visit, patience: Patience): TryOrder => ({
  ...systemOrder(order),
  attempts: patience.retries + 1,
  patience,
  giveUpAfterSeconds: order.giveUpAfterSeconds,
});

export const visitSystem = defineFlow<Visit & FlowOrder, VisitReceipt>('visitSystem', { 1: visit });
