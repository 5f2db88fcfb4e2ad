import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** The systems that are due now. A system may be in both lists. */
export interface OpenedWatch {
  /** Systems to read back. */
  readonly systems: readonly SystemId[];
  /** A rule should have ended in these systems: the data that it kept is erased. */
  readonly ended?: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export const openWatch = defineStep<RequestOrder, OpenedWatch>('openWatch');
