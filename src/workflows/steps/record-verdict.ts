import type { FailureCode } from '../../domain/failure.ts';
import type { Counts, Residual, SystemVerdict, Verdict } from '../../domain/verdict.ts';
import { defineStep } from './step.ts';
import type { SystemOrder } from './system-order.ts';

export interface VerdictOrder extends SystemOrder {
  readonly verdict: Verdict;
  readonly code: FailureCode | null;
  readonly until: string | null;
  readonly attempts: number;
  readonly exported?: Counts;
  readonly left?: Counts;
  readonly residuals: readonly Residual[];
}

export const recordVerdict = defineStep<VerdictOrder, SystemVerdict>('recordVerdict');
