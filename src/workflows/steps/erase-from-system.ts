import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';
import type { ReadBackReceipt } from './verify-in-system.ts';

export interface EraseOrder extends TryOrder {
  /** RFC 3339: the last effect that the system confirmed in an earlier try; null when there was none. */
  readonly since: string | null;
  /** RFC 3339: when the request began to erase. It does not wait without end for vendors that work asynchronously. */
  readonly erasingSince: string;
}

export interface ErasedReceipt {
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** The system refused to purge the record from its recycle bin. */
  readonly staysInBin: boolean;
  /** The outcome of the first reading back, right after the erasing calls. */
  readonly readBack: Attempt<ReadBackReceipt>;
}

export const eraseFromSystem = defineStep<EraseOrder, Attempt<ErasedReceipt>>('eraseFromSystem');
