import type { Turn } from '../../domain/order-of-arrival.ts';
import { defineStep, type RequestOrder } from './step.ts';

export const askTurn = defineStep<RequestOrder, { readonly turn: Turn }>('askTurn');
