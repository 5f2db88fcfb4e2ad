// Orders and receipts of the steps that a request goes through as a whole.
import type { Attempt } from '../../domain/attempt.ts';
import type { FailureCode } from '../../domain/failure.ts';
import type { EndReason, RequestId, RequestType, TerminalState } from '../../domain/request.ts';
import type { SystemId, SystemRole } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';

export interface RequestOrder {
  readonly requestId: RequestId;
}

export interface HonourOrder extends RequestOrder {
  readonly version: string;
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
