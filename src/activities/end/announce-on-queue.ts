import { finishedEvent } from '../../delivery/finished-event.ts';
import type { AnnounceOrder } from '../../workflows/steps/announce-on-queue.ts';
import type { Dependencies } from '../dependencies.ts';
import { requestOfEnd } from '../registered.ts';
import { recordDelivery } from './record-delivery.ts';

/** Puts the final status on the queue `dsar-status`. Without a callback address, this is the whole delivery. */
export async function announceOnQueue(
  deps: Pick<Dependencies, 'register' | 'statusQueue' | 'publicUrl' | 'keys' | 'log'>,
  { requestId, callback, ending }: AnnounceOrder,
): Promise<null> {
  const request = await requestOfEnd(deps, requestId, ending);
  if (!request) return null;
  await deps.statusQueue.send(finishedEvent(request, deps.publicUrl));
  if (callback) return null;
  return await recordDelivery(deps, {
    requestId,
    ending,
    callback,
    state: 'delivered',
    attempts: 1,
  });
}
