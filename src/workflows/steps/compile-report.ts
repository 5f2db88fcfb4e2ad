import type { EndReason, RequestState } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { EndedAtGate } from './gate-receipt.ts';
import type { RunOrder } from './open-request.ts';
import { defineStep } from './step.ts';

export interface ReportOrder extends RunOrder {
  readonly dossier: number;
  readonly systems: readonly SystemVerdict[];
  /** The request was withdrawn or refused at a gate. Otherwise the verdicts of its systems decide how it ended. */
  readonly ended?: EndedAtGate;
}

/** The final state; the current state when another run has opened the request again. */
export interface EndReceipt {
  readonly state: RequestState;
  readonly reason: EndReason | null;
  /** The request named a callback address. */
  readonly callback: boolean;
  /** Which end it was (`RegisteredRequest.endings`). */
  readonly ending: number;
}

export const compileReport = defineStep<ReportOrder, EndReceipt>('compileReport');
