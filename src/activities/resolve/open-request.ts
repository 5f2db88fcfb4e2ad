import type { OpenedRequest } from '../../workflows/steps/open-request.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';

/** Starts the work on a registered request. */
export async function openRequest(
  deps: Pick<Dependencies, 'register' | 'policy'>,
  { requestId }: RequestOrder,
): Promise<OpenedRequest> {
  const request = await deps.register.update(requestId, { state: 'resolving' });
  return {
    type: request.type,
    systems: request.systemIds,
    giveUpAfterSeconds: deps.policy.giveUpAfterSeconds,
  };
}
