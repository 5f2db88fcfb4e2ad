import type { EndReceipt } from './compile-report.ts';
import { defineStep, type RequestOrder } from './step.ts';

export const endBroken = defineStep<RequestOrder, EndReceipt>('endBroken');
