import { announceOnQueue } from './announce-on-queue.ts';
import { askGate } from './ask-gate.ts';
import { askTurn } from './ask-turn.ts';
import { callBack } from './call-back.ts';
import { compileReport } from './compile-report.ts';
import { endBroken } from './end-broken.ts';
import { eraseKept } from './erase-kept.ts';
import { eraseFromSystem } from './erase-from-system.ts';
import { exportFromSystem } from './export-from-system.ts';
import { findSubject } from './find-subject.ts';
import { holdAccounts } from './hold-accounts.ts';
import { openRequest } from './open-request.ts';
import { openWatch } from './open-watch.ts';
import { planAgain } from './plan-again.ts';
import { planVisits } from './plan-visits.ts';
import { readKept } from './read-kept.ts';
import { readResiduals } from './read-residuals.ts';
import { recordDelivery } from './record-delivery.ts';
import { recordVerdict } from './record-verdict.ts';
import { recordWatch } from './record-watch.ts';
import { releaseAccount } from './release-account.ts';
import { verifyInSystem } from './verify-in-system.ts';
import type { OrderOf, ReceiptOf } from './step.ts';

/** Every step under its name. On Azure, a call of an activity with an unknown name never ends. */
export const steps = {
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
} as const;

export type StepName = keyof typeof steps;
export type Order<N extends StepName> = OrderOf<(typeof steps)[N]>;
export type Receipt<N extends StepName> = ReceiptOf<(typeof steps)[N]>;

export const stepNames = Object.keys(steps) as StepName[];
