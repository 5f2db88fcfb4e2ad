import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { SystemOrder } from './system-order.ts';

export const releaseAccount = defineStep<SystemOrder, Attempt<null>>('releaseAccount');
