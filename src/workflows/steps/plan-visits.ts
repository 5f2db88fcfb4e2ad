import type { GivenUp, PlannedVisit } from '../../domain/plan.ts';
import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface PlanOrder extends RequestOrder {
  readonly dossier: number;
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly failed: readonly GivenUp[];
}

export type PlanReceipt =
  /** Another open request of this subject comes first: wait, then look for the subject again. */
  | { readonly kind: 'busy' }
  | {
      readonly kind: 'planned';
      /** Systems where the person was found and something is to be done. */
      readonly visits: readonly PlannedVisit[];
      /** Systems that are settled without a visit. */
      readonly settled: readonly SystemVerdict[];
    };

export const planVisits = defineStep<PlanOrder, PlanReceipt>('planVisits');
