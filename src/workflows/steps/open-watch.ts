import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** The systems to look at now. One system may be in both lists. */
export interface OpenedWatch {
  /** To be read back. */
  readonly systems: readonly SystemId[];
  /** A rule there should have ended: what it kept is erased. */
  readonly ended?: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export const openWatch = defineStep<RequestOrder, OpenedWatch>('openWatch');
