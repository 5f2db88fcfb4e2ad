import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** The systems to read back now. */
export interface OpenedWatch {
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export const openWatch = defineStep<RequestOrder, OpenedWatch>('openWatch');
