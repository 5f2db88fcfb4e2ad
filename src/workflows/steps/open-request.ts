import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { GateReceipt } from './gate-receipt.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** What the flow needs from the request and the policy. It is read once, when the flow starts. */
export interface OpenedRequest {
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
  /** The gate before the search. */
  readonly gate: GateReceipt;
}

export const openRequest = defineStep<RequestOrder, OpenedRequest>('openRequest');
