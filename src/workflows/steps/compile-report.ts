import type { EndReason, TerminalState } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { EndedAtGate } from './gate-receipt.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface ReportOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemVerdict[];
  /** The request was withdrawn or refused at a gate. Otherwise the verdicts of its systems tell how it ended. */
  readonly ended?: EndedAtGate;
}

/** How the request ended. */
export interface EndReceipt {
  readonly state: TerminalState;
  readonly reason: EndReason | null;
  /** The request named a callback address. */
  readonly callback: boolean;
}

export const compileReport = defineStep<ReportOrder, EndReceipt>('compileReport');
