import { finishedEvent } from '../../delivery/finished-event.ts';
import type { AnnounceOrder } from '../../workflows/steps/announce-on-queue.ts';
import type { Dependencies } from '../dependencies.ts';
import { endedRequest } from '../registered.ts';
import { recordDelivery } from './record-delivery.ts';

/** Puts the final status on the queue `dsar-status`. Without a callback address, this is the whole delivery. */
export async function announceOnQueue(
  deps: Pick<Dependencies, 'register' | 'statusQueue' | 'publicUrl' | 'keys' | 'log'>,
  { requestId, callback }: AnnounceOrder,
): Promise<null> {
  const request = await endedRequest(deps, requestId);
  await deps.statusQueue.send(finishedEvent(request, deps.publicUrl));
  if (callback) return null;
  return await recordDelivery(deps, { requestId, callback, state: 'delivered', attempts: 1 });
}
