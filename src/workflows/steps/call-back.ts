import { defineStep, type RequestOrder } from './step.ts';

export const callBack = defineStep<RequestOrder, { readonly taken: boolean }>('callBack');
