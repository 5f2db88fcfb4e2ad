import type { Attempt } from '../../domain/attempt.ts';
import type { Patience } from '../../domain/patience.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface FindOrder extends RequestOrder {
  /** Version of the dossier to start from. Version 0 holds what the sender gave. */
  readonly from: number;
  /** Version to write. */
  readonly to: number;
  /** Systems that are not asked now, because they were given up or asked us to wait. */
  readonly skip: readonly SystemId[];
  /** This is the search after an erasure. Logs that cannot be erased are left out. */
  readonly again: boolean;
  /** Every system is asked again, also by identifiers that it was asked by before. */
  readonly anew: boolean;
  /** Somebody may have decided about records or added identifiers since the request was accepted. */
  readonly decided: boolean;
  /** The patience that is used up, for each system that has already cost time. */
  readonly patienceOf: Readonly<Record<SystemId, Patience>>;
  readonly giveUpAfterSeconds: number;
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
