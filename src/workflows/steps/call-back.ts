import { defineStep, type RequestOrder } from './step.ts';

export interface CallBackOrder extends RequestOrder {
  readonly ending: number;
}

export interface CallBackReceipt {
  readonly taken: boolean;
  /** The request was opened again, or has ended again: this status is no longer the newest. */
  readonly superseded?: true;
}

export const callBack = defineStep<CallBackOrder, CallBackReceipt>('callBack');
