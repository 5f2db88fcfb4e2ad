import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';

export interface ReleaseOrder extends TryOrder {
  /** A version of the dossier whose accounts stay frozen. Left out: all are released. */
  readonly keeping?: number;
}

export const releaseAccount = defineStep<ReleaseOrder, Attempt<null>>('releaseAccount');
