import { KeyDestroyed } from '../ports/key-ring.ts';
import { sealedNames } from '../ports/sealed-store.ts';
import type { DeliveryOrder, RequestOrder } from '../workflows/steps.ts';
import type { Dependencies } from './dependencies.ts';
import { finishedEvent } from './finished-event.ts';
import { registered } from './registered.ts';

/** Puts the final status on the queue `dsar-status`. */
export async function announceOnQueue(
  deps: Dependencies,
  { requestId }: RequestOrder,
): Promise<null> {
  const request = await registered(deps, requestId);
  await deps.statusQueue.send(finishedEvent(request, deps.publicUrl));
  return null;
}

/** Calls the address the sender named. */
export async function callBack(
  deps: Dependencies,
  { requestId }: RequestOrder,
): Promise<{ taken: boolean }> {
  const request = await registered(deps, requestId);
  try {
    const { url } = (await deps.sealed.get(requestId, sealedNames.callback, 'callback')) as {
      url: string;
    };
    return { taken: await deps.callback.post(url, finishedEvent(request, deps.publicUrl)) };
  } catch (error) {
    // The address is gone only after a delivery that was taken, whose receipt a crash lost.
    if (error instanceof KeyDestroyed) return { taken: request.delivery.state === 'delivered' };
    throw error;
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
