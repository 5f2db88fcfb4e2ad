import type { Counts, Residual, Settlement, SystemVerdict } from '../../domain/verdict.ts';
import { defineStep } from './step.ts';
import type { SystemOrder } from './system-order.ts';

/** The settlement of a system, with what was counted there. */
export type SettledSystem = Settlement & {
  readonly exported?: Counts;
  readonly left?: Counts;
  readonly residuals: readonly Residual[];
};

export type VerdictOrder = SystemOrder & SettledSystem & { readonly attempts: number };

export const recordVerdict = defineStep<VerdictOrder, SystemVerdict>('recordVerdict');
