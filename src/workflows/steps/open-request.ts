import type { RequestType } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import { defineStep, type RequestOrder } from './step.ts';

/** What the flow needs to know of the request and of the policy, as they are when it starts. */
export interface OpenedRequest {
  readonly type: RequestType;
  readonly systems: readonly SystemId[];
  readonly giveUpAfterSeconds: number;
}

export const openRequest = defineStep<RequestOrder, OpenedRequest>('openRequest');
