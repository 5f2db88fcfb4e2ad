import type { GateReceipt } from './gate-receipt.ts';
import { defineStep, type RequestOrder } from './step.ts';

export const askGate = defineStep<RequestOrder, GateReceipt>('askGate');
