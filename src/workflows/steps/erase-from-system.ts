import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';
import type { ReadBackReceipt } from './verify-in-system.ts';

export interface ErasedReceipt {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** What reading back said at once. */
  readonly readBack: Attempt<ReadBackReceipt>;
}

export const eraseFromSystem = defineStep<TryOrder, Attempt<ErasedReceipt>>('eraseFromSystem');
