import type { Attempt } from '../../domain/attempt.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface HoldOrder extends RequestOrder {
  readonly dossier: number;
  readonly systems: readonly SystemId[];
}

/** What came of one system among several that were tried side by side. */
export interface HoldAttempt {
  readonly system: SystemId;
  readonly attempt: Attempt<null>;
}

export const holdAccounts = defineStep<HoldOrder, readonly HoldAttempt[]>('holdAccounts');
