import type { Attempt } from '../../domain/attempt.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface FindOrder extends RequestOrder {
  /** Version of the dossier to start from; 0 is what the door sealed. */
  readonly from: number;
  /** Version to write. */
  readonly to: number;
  /** Systems not to ask now: they are given up, or told us to wait. */
  readonly skip: readonly SystemId[];
  /** Searching once more, after an erasure: logs that nobody can erase are left out. */
  readonly again: boolean;
  /** Every system is asked anew, whatever it was asked before. */
  readonly anew: boolean;
}

/** A system that did not answer. */
export interface FindSetback {
  readonly system: SystemId;
  readonly attempt: Exclude<Attempt<never>, { kind: 'done' }>;
}

export interface FindReceipt {
  readonly setbacks: readonly FindSetback[];
  readonly foundNothing: boolean;
}

export const findSubject = defineStep<FindOrder, FindReceipt>('findSubject');
