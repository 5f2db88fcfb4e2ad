import { finishedEvent } from '../../delivery/finished-event.ts';
import { KeyDestroyed } from '../../ports/key-ring.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';
import { endedRequest, registered } from '../registered.ts';

/** Calls the callback address of the request. */
export async function callBack(
  deps: Pick<Dependencies, 'register' | 'keys' | 'callback' | 'publicUrl'>,
  { requestId }: RequestOrder,
): Promise<{ taken: boolean }> {
  try {
    const { url } = (await deps.keys.read(requestId, 'callback')) as { url: string };
    const event = finishedEvent(await endedRequest(deps, requestId), deps.publicUrl);
    return { taken: await deps.callback.post(url, event) };
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    // The address is unreadable only after a successful delivery. A crash lost its receipt.
    const { delivery } = await registered(deps, requestId);
    return { taken: delivery.state === 'delivered' };
  }
}
