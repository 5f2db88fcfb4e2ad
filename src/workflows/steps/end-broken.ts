import type { EndReceipt } from './compile-report.ts';
import type { RunOrder } from './open-request.ts';
import { defineStep } from './step.ts';

export const endBroken = defineStep<RunOrder, EndReceipt>('endBroken');
