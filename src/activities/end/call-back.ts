import { finishedEvent } from '../../delivery/finished-event.ts';
import { KeyDestroyed } from '../../ports/key-ring.ts';
import type { CallBackOrder, CallBackReceipt } from '../../workflows/steps/call-back.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered, requestOfEnd } from '../registered.ts';

/** Calls the callback address of the request. */
export async function callBack(
  deps: Pick<Dependencies, 'register' | 'keys' | 'callback' | 'publicUrl'>,
  { requestId, ending }: CallBackOrder,
): Promise<CallBackReceipt> {
  const request = await requestOfEnd(deps, requestId, ending);
  if (!request) return { taken: false, superseded: true };
  try {
    const { url } = (await deps.keys.read(requestId, 'callback')) as { url: string };
    const event = finishedEvent(request, deps.publicUrl);
    return { taken: await deps.callback.post(url, event) };
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    // The address becomes unreadable only after a successful delivery. So the status was delivered, and a crash lost the receipt.
    const { delivery } = await registered(deps, requestId);
    return { taken: delivery.state === 'delivered' };
  }
}
