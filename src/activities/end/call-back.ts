import { finishedEvent } from '../../delivery/finished-event.ts';
import { KeyDestroyed } from '../../ports/key-ring.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';
import { hasEnded, registered } from '../registered.ts';

/** Calls the address the sender named. */
export async function callBack(
  deps: Pick<Dependencies, 'register' | 'keys' | 'callback' | 'publicUrl'>,
  { requestId }: RequestOrder,
): Promise<{ taken: boolean }> {
  try {
    const { url } = (await deps.keys.read(requestId, 'callback')) as { url: string };
    const event = finishedEvent(await hasEnded(deps, requestId), deps.publicUrl);
    return { taken: await deps.callback.post(url, event) };
  } catch (error) {
    if (!(error instanceof KeyDestroyed)) throw error;
    // The address is gone only after a delivery that was taken, whose receipt a crash lost.
    const { delivery } = await registered(deps, requestId);
    return { taken: delivery.state === 'delivered' };
  }
}
