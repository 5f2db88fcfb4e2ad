import type { Attempt } from '../../domain/attempt.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { defineStep } from './step.ts';
import type { TryOrder } from './system-order.ts';

export const exportFromSystem = defineStep<TryOrder, Attempt<SystemVerdict>>('exportFromSystem');
