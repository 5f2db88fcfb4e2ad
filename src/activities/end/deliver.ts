import { KeyDestroyed } from '../../ports/key-ring.ts';
import type { DeliverOrder, DeliveryOrder } from '../../workflows/orders/deliver-order.ts';
import type { RequestOrder } from '../../workflows/orders/request-order.ts';
import type { Dependencies } from '../dependencies.ts';
import { finishedEvent } from '../../delivery/finished-event.ts';
import { hasEnded, registered } from '../registered.ts';

/** Puts the final status on the queue `dsar-status`; with nobody to call back, it is delivered by that. */
export async function announceOnQueue(
  deps: Dependencies,
  { requestId, callback }: DeliverOrder,
): Promise<null> {
  const request = await hasEnded(deps, requestId);
  await deps.statusQueue.send(finishedEvent(request, deps.publicUrl));
  if (callback) return null;
  return await recordDelivery(deps, { requestId, callback, state: 'delivered', attempts: 1 });
}

/** Calls the address the sender named. */
export async function callBack(
  deps: Dependencies,
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

/** Writes down how far the delivery got; once it ended, the callback address becomes unreadable. */
export async function recordDelivery(
  deps: Dependencies,
  { requestId, state, attempts, callback }: DeliveryOrder,
): Promise<null> {
  await deps.register.update(requestId, { delivery: { state, attempts } });
  if (callback && state !== 'pending') await deps.keys.destroy(requestId, 'callback');
  deps.log[state === 'dead-lettered' ? 'warn' : 'info']('delivery', { requestId, state, attempts });
  return null;
}
