import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';

export interface ReleaseOrder extends TryOrder {
  /** The accounts in this version of the dossier stay frozen. Left out: all accounts are released. */
  readonly keeping?: number;
}

export const releaseAccount = defineStep<ReleaseOrder, Attempt<null>>('releaseAccount');
