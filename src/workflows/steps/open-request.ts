import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { GateReceipt } from './gate-receipt.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** The order of the steps that open and end one run of a request. */
export interface RunOrder extends RequestOrder {
  /** `RegisteredRequest.run` */
  readonly run: number;
}

/** What the flow needs from the request and the policy. It is read once, when the flow starts. */
export interface OpenedRequest {
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
  /** The dossiers of this run: the version that the search starts from, and the last number that is used. */
  readonly dossiers: { readonly from: number; readonly taken: number };
  /** The verdicts of all systems, when no system is left to visit because two operators have waived the last open one. */
  readonly settled?: readonly SystemVerdict[];
  /** The gate before the search. */
  readonly gate: GateReceipt;
}

export const openRequest = defineStep<RunOrder, OpenedRequest>('openRequest');
