import type { GivenUp, PlannedVisit } from '../../domain/plan.ts';
import type { Turn } from '../../domain/order-of-arrival.ts';
import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import type { GateReceipt } from './gate-receipt.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface PlanOrder extends RequestOrder {
  readonly dossier: number;
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly failed: readonly GivenUp[];
  readonly run: number;
}

export type PlanReceipt =
  /** An earlier request comes first. This request waits until it may begin, and then resolves the subject again. */
  | { readonly kind: 'busy'; readonly waitingFor: Exclude<Turn, 'ready'> }
  /**
   * The request must wait at a gate, or was ended there. After the wait it is resolved and planned again, because the data may have
   * changed.
   */
  | {
      readonly kind: 'gate';
      readonly gate: GateReceipt;
      readonly visits: readonly PlannedVisit[];
    }
  | {
      readonly kind: 'planned';
      /** Systems that hold the person and must be visited. */
      readonly visits: readonly PlannedVisit[];
      /** Systems that need no visit, with their verdicts. */
      readonly settled: readonly SystemVerdict[];
    };

export const planVisits = defineStep<PlanOrder, PlanReceipt>('planVisits');
