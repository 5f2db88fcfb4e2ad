import type { Attempt } from '../domain/attempt.ts';
import type { FailureCode } from '../domain/failure.ts';
import type { Patience } from '../domain/patience.ts';
import type { EndReason, RequestId, RequestType, TerminalState } from '../domain/request.ts';
import type { Look } from '../domain/residual-watch.ts';
import type { SystemId, SystemRole } from '../domain/system.ts';
import type { Counts, Residual, SystemVerdict, Verdict } from '../domain/verdict.ts';

/**
 * Orders and receipts of all steps and flows. They stand in the history of orchestrations for weeks, so they hold ids of requests and
 * systems, codes, counts and dates only. Names are the functions' names on Azure: an instance that waits there knows them by these.
 */

export interface RequestOrder {
  readonly requestId: RequestId;
}

/** What the flow needs to know of the request and the policy as they are when it starts. */
export interface OpenedRequest {
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export interface FindOrder extends RequestOrder {
  /** Version of the dossier to start from; 0 is what the intake sealed. */
  readonly from: number;
  readonly to: number;
  /** Systems not to ask now: given up, or told us to wait. */
  readonly skip: readonly SystemId[];
}

/** A system that did not answer. */
export interface FindSetback {
  readonly system: SystemId;
  readonly attempt: Exclude<Attempt<never>, { kind: 'done' }>;
}

export interface FindReceipt {
  readonly setbacks: readonly FindSetback[];
}

export interface PlanOrder extends RequestOrder {
  readonly dossier: number;
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly failed: readonly {
    readonly system: SystemId;
    readonly code: FailureCode;
    readonly attempts: number;
  }[];
}

export interface PlannedVisit {
  readonly system: SystemId;
  readonly role: SystemRole;
  readonly canHold: boolean;
}

export type PlanReceipt =
  /** Another open request holds a record of this subject: wait, then resolve again. */
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'planned';
      /** Systems where the person was found and something is to be done. */
      readonly visits: readonly PlannedVisit[];
      /** Systems that are settled without a visit. */
      readonly settled: readonly SystemVerdict[];
    };

export interface SystemOrder extends RequestOrder {
  readonly dossier: number;
  readonly system: SystemId;
}

export interface HoldOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemId[];
}

/** What came of one system among several that were tried side by side. */
export interface Tried {
  readonly system: SystemId;
  readonly attempt: Attempt<null>;
}

/** A try that may settle the system: then its row is written in the same step. */
export interface TryOrder extends SystemOrder {
  /** Which try this is, counted from 1. */
  readonly attempts: number;
}

export interface VerifyOrder extends TryOrder {
  /** RFC 3339 */
  readonly erasedAt: string;
}

export interface ReadBack {
  readonly verdict: Verdict;
  readonly until: string | null;
  readonly left: Counts;
  readonly residuals: readonly Residual[];
  /** As it stands in the register; null when it is not good, for there may be something left to do first. */
  readonly row: SystemVerdict | null;
}

export interface Erased {
  /** RFC 3339 */
  readonly erasedAt: string;
  /** What reading back said at once. */
  readonly readBack: Attempt<ReadBack>;
}

export interface VerdictOrder extends SystemOrder {
  readonly verdict: Verdict;
  readonly code: FailureCode | null;
  readonly until: string | null;
  readonly attempts: number;
  readonly exported?: Counts;
  readonly left?: Counts;
  readonly residuals: readonly Residual[];
}

export interface ReportOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemVerdict[];
}

export interface EndReceipt {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  /** Is there an address to call? */
  readonly callback: boolean;
}

export interface DeliveryOrder extends RequestOrder {
  readonly state: 'pending' | 'delivered' | 'dead-lettered';
  readonly attempts: number;
  /** Is there a callback address to forget? */
  readonly callback: boolean;
}

/** Whose residuals are to be read back now. */
export interface OpenedWatch {
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export interface WatchedSystemOrder extends RequestOrder {
  readonly system: SystemId;
}

export interface RecordWatchOrder extends RequestOrder {
  /** RFC 3339 */
  readonly at: string;
  readonly looks: readonly WatchReceipt[];
}

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

export interface HonourOrder extends RequestOrder {
  readonly version: string;
}

export interface VisitOrder extends SystemOrder {
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

export interface DeliverOrder extends RequestOrder {
  /** Is there an address to call? */
  readonly callback: boolean;
}

export interface WatchOrder extends RequestOrder {
  readonly version: string;
}

export interface WatchSystemOrder extends WatchedSystemOrder {
  readonly giveUpAfterSeconds: number;
}

export interface WatchReceipt {
  readonly system: SystemId;
  readonly look: Look;
}

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

/** Version of the flows that new requests start with; older ones stay runnable while requests of theirs are open. */
export const currentFlowVersion = '1';
