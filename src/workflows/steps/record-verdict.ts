import type { Counts, Residual, Settlement, SystemVerdict } from '../../domain/verdict.ts';
import { defineStep } from './step.ts';
import type { SystemOrder } from './system-order.ts';

/** The verdict of a system, with the counts of its records. */
export type SettledSystem = Settlement & {
  readonly exported?: Counts;
  readonly left?: Counts;
  readonly residuals: readonly Residual[];
};

export type VerdictOrder = SystemOrder & SettledSystem & { readonly attempts: number };

export const recordVerdict = defineStep<VerdictOrder, SystemVerdict>('recordVerdict');
