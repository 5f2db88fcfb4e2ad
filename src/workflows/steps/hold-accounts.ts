import type { Attempt } from '../../domain/attempt.ts';
import type { Patience } from '../../domain/patience.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface HoldOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemId[];
  /** The patience that is used up, for each system that has already cost time. */
  readonly patienceOf: Readonly<Record<SystemId, Patience>>;
  readonly giveUpAfterSeconds: number;
}

/** The outcome for one of several systems that were tried in parallel. */
export interface HoldAttempt {
  readonly system: SystemId;
  readonly attempt: Attempt<null>;
}

export const holdAccounts = defineStep<HoldOrder, readonly HoldAttempt[]>('holdAccounts');
