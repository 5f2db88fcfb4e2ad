import type { Attempt } from '../../domain/attempt.ts';
import type { ReadBack, StillWorking } from '../../domain/read-back.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';

export interface VerifyOrder extends TryOrder {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** RFC 3339: since when every read-back has found nothing; null before the first such read-back. */
  readonly goneSince: string | null;
  /** RFC 3339: when the request began to erase. It does not wait without end for vendors that work asynchronously. */
  readonly erasingSince: string;
}

export type ReadBackReceipt = (ReadBack | StillWorking) & {
  /** The row in the register. Null when the verdict is not good: the row is written later, because the flow may do more first. */
  readonly row: SystemVerdict | null;
};

export const verifyInSystem = defineStep<VerifyOrder, Attempt<ReadBackReceipt>>('verifyInSystem');
