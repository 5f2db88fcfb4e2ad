import { requestIdOf } from '../domain/request.ts';
import { KeyDestroyed } from '../ports/key-ring.ts';
import { KeysDiffer } from '../ports/keys-differ.ts';
import { SealedBlobMissing } from '../ports/sealed-store.ts';
import { StorageAway } from '../ports/storage-away.ts';
import type { StepResult, Fault } from '../workflows/steps/step.ts';
import type { Order, Receipt, StepName } from '../workflows/steps/all-steps.ts';
import { compileReport } from './end/compile-report.ts';
import { announceOnQueue } from './end/announce-on-queue.ts';
import { callBack } from './end/call-back.ts';
import { recordDelivery } from './end/record-delivery.ts';
import type { Dependencies } from './dependencies.ts';
import { endBroken } from './end/end-broken.ts';
import { eraseFromSystem } from './visit/erase-from-system.ts';
import { exportFromSystem } from './visit/export-from-system.ts';
import { findSubject } from './resolve/find-subject.ts';
import { holdAccounts } from './visit/hold-accounts.ts';
import { openRequest } from './resolve/open-request.ts';
import { openWatch } from './watch/open-watch.ts';
import { planAgain } from './plan/plan-again.ts';
import { askGate } from './gate/ask-gate.ts';
import { askTurn } from './plan/ask-turn.ts';
import { planVisits } from './plan/plan-visits.ts';
import { eraseKept } from './watch/erase-kept.ts';
import { readKept } from './watch/read-kept.ts';
import { readResiduals } from './watch/read-residuals.ts';
import { recordVerdict } from './visit/record-verdict.ts';
import { recordWatch } from './watch/record-watch.ts';
import { RequestMissing } from './registered.ts';
import { releaseAccount } from './visit/release-account.ts';
import { verifyInSystem } from './visit/verify-in-system.ts';

type Activity<N extends StepName> = (deps: Dependencies, order: Order<N>) => Promise<Receipt<N>>;

const activities: { readonly [N in StepName]: Activity<N> } = {
  openRequest,
  findSubject,
  planVisits,
  planAgain,
  askTurn,
  askGate,
  holdAccounts,
  releaseAccount,
  exportFromSystem,
  eraseFromSystem,
  verifyInSystem,
  recordVerdict,
  compileReport,
  endBroken,
  announceOnQueue,
  callBack,
  recordDelivery,
  openWatch,
  readResiduals,
  eraseKept,
  readKept,
  recordWatch,
};

/** Runs one activity. It never throws, because the text of an error would stay in the history for weeks. */
export async function runActivity<N extends StepName>(
  deps: Dependencies,
  name: N,
  order: Order<N>,
): Promise<StepResult<Receipt<N>>> {
  try {
    // A caller with the system key can start an instance with any input. So the id is checked here too.
    requestIdOf(order.requestId);
    return { ok: true, value: await activities[name](deps, order) };
  } catch (error) {
    const fault = faultOf(error);
    deps.log.error('activity failed', error, { requestId: order.requestId, activity: name, fault });
    return { ok: false, fault };
  }
}

function faultOf(error: unknown): Fault {
  if (error instanceof StorageAway) return 'storage-away';
  if (error instanceof KeysDiffer) return 'other-keys';
  const lost =
    error instanceof SealedBlobMissing ||
    error instanceof KeyDestroyed ||
    error instanceof RequestMissing;
  return lost ? 'lost' : 'internal';
}
