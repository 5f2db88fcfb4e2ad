import type { Attempt } from '../../domain/attempt.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';

export const releaseAccount = defineStep<TryOrder, Attempt<null>>('releaseAccount');
