import type { Attempt } from '../../domain/attempt.ts';
import type { Look } from '../../domain/residual-watch.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

export interface ReadResidualsOrder extends RequestOrder {
  readonly system: SystemId;
}

export const readResiduals = defineStep<ReadResidualsOrder, Attempt<Look>>('readResiduals');
