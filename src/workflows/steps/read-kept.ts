import type { Attempt } from '../../domain/attempt.ts';
import type { ReadBack } from '../../domain/read-back.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface ReadKeptOrder extends RequestOrder {
  readonly system: SystemId;
  /** RFC 3339: when the erasing calls ended. */
  readonly erasedAt: string;
  /** RFC 3339: since when every read-back has found nothing; null before the first such read-back. */
  readonly goneSince: string | null;
}

export const readKept = defineStep<ReadKeptOrder, Attempt<ReadBack>>('readKept');
