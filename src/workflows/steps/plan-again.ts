import type { GivenUp, PlannedVisit } from '../../domain/plan.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface PlanAgainOrder extends RequestOrder {
  /** Version of the dossier that the last search wrote. */
  readonly dossier: number;
  /** The verdicts of all systems so far. */
  readonly systems: readonly SystemVerdict[];
  readonly failed: readonly GivenUp[];
  /** No further round follows. Data that returned is reported as `present`. */
  readonly isLast: boolean;
}

export interface PlanAgainReceipt {
  /** Version of the dossier that names the records to visit. */
  readonly dossier: number;
  readonly systems: readonly SystemVerdict[];
  /** Systems where data returned and must be erased. */
  readonly visits: readonly PlannedVisit[];
}

export const planAgain = defineStep<PlanAgainOrder, PlanAgainReceipt>('planAgain');
