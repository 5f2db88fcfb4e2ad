import type { OpenedRequest, RequestOrder } from '../../workflows/orders/request-order.ts';
import type { Dependencies } from '../dependencies.ts';

/** Takes up a registered request. */
export async function openRequest(
  deps: Dependencies,
  { requestId }: RequestOrder,
): Promise<OpenedRequest> {
  const request = await deps.register.update(requestId, { state: 'resolving' });
  return {
    type: request.type,
    systems: request.systemIds,
    giveUpAfterSeconds: deps.policy.giveUpAfterSeconds,
  };
}
