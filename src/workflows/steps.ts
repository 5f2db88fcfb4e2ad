// Every step and flow by name. Orders and receipts stand in the history of orchestrations for weeks, so they hold ids of requests and
// systems, codes, counts and dates only. Names are the functions' names on Azure: an instance that waits there knows them by these.
import type { Attempt } from '../domain/attempt.ts';
import type { TerminalState } from '../domain/request.ts';
import type { Look } from '../domain/residual-watch.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { DeliverOrder, DeliveryOrder } from './orders/deliver-order.ts';
import type {
  EndReceipt,
  FindOrder,
  FindReceipt,
  HonourOrder,
  OpenedRequest,
  PlanOrder,
  PlanReceipt,
  ReportOrder,
  RequestOrder,
} from './orders/request-order.ts';
import type {
  Erased,
  HoldOrder,
  ReadBack,
  SystemOrder,
  Tried,
  TryOrder,
  VerdictOrder,
  VerifyOrder,
  VisitOrder,
  VisitReceipt,
} from './orders/visit-order.ts';
import type {
  OpenedWatch,
  RecordWatchOrder,
  WatchOrder,
  WatchReceipt,
  WatchSystemOrder,
  WatchedSystemOrder,
} from './orders/watch-order.ts';

/** Every activity: its name, what it is ordered to do, what it answers. */
export interface Steps {
  openRequest: (order: RequestOrder) => OpenedRequest;
  findSubject: (order: FindOrder) => FindReceipt;
  planVisits: (order: PlanOrder) => PlanReceipt;
  holdAccounts: (order: HoldOrder) => readonly Tried[];
  releaseAccount: (order: SystemOrder) => Attempt<null>;
  exportFromSystem: (order: TryOrder) => Attempt<SystemVerdict>;
  eraseFromSystem: (order: TryOrder) => Attempt<Erased>;
  verifyInSystem: (order: VerifyOrder) => Attempt<ReadBack>;
  recordVerdict: (order: VerdictOrder) => SystemVerdict;
  compileReport: (order: ReportOrder) => EndReceipt;
  endBroken: (order: RequestOrder) => EndReceipt;
  announceOnQueue: (order: DeliverOrder) => null;
  callBack: (order: RequestOrder) => { taken: boolean };
  recordDelivery: (order: DeliveryOrder) => null;
  openWatch: (order: RequestOrder) => OpenedWatch;
  readResiduals: (order: WatchedSystemOrder) => Attempt<Look>;
  recordWatch: (order: RecordWatchOrder) => { nextAt: string | null };
}

export type StepName = keyof Steps;
export type Order<N extends StepName> = Parameters<Steps[N]>[0];
export type Receipt<N extends StepName> = ReturnType<Steps[N]>;

/** What an activity really returns: faults of our own are answers too, so that no error text ever reaches the history. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly fault: 'storage-away' | 'lost' | 'internal' };

const everyStep: Record<StepName, true> = {
  openRequest: true,
  findSubject: true,
  planVisits: true,
  holdAccounts: true,
  releaseAccount: true,
  exportFromSystem: true,
  eraseFromSystem: true,
  verifyInSystem: true,
  recordVerdict: true,
  compileReport: true,
  endBroken: true,
  announceOnQueue: true,
  callBack: true,
  recordDelivery: true,
  openWatch: true,
  readResiduals: true,
  recordWatch: true,
};

export const stepNames = Object.keys(everyStep) as StepName[];

/** Every orchestration: its name, its order, its receipt. */
export interface Flows {
  honourRequest: (order: HonourOrder) => { state: TerminalState };
  visitSystem: (order: VisitOrder) => VisitReceipt;
  deliverStatus: (order: DeliverOrder) => { state: 'delivered' | 'dead-lettered' };
  watchResiduals: (order: WatchOrder) => { nextAt: string | null };
  watchSystem: (order: WatchSystemOrder) => WatchReceipt;
}

export type FlowName = keyof Flows;

const everyFlow: Record<FlowName, true> = {
  honourRequest: true,
  visitSystem: true,
  deliverStatus: true,
  watchResiduals: true,
  watchSystem: true,
};

export const flowNames = Object.keys(everyFlow) as FlowName[];
