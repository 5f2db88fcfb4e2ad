import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { announceOnQueue, type AnnounceOrder } from './steps/announce-on-queue.ts';
import { callBack } from './steps/call-back.ts';
import { recordDelivery } from './steps/record-delivery.ts';

// In seconds.
const threeDays = 3 * 24 * 3600;
const firstWait = 5;
const longestWait = 3600;

/** Delivers the final status. Tries until the receiver takes it, for three days; then it is dead-lettered, which the dashboard shows. */
export function* deliverFinalStatus(
  durable: Durable,
  order: AnnounceOrder,
): Flow<{ state: 'delivered' | 'dead-lettered' }> {
  for (let waited = 0; waited < threeDays; waited += longestWait) {
    try {
      return yield* deliver(durable, order);
    } catch {
      // Our own code or storage failed. The status must still be delivered, and a receiver recognises a repeated event by its id.
      yield* durable.sleep(longestWait);
    }
  }
  return { state: 'dead-lettered' };
}

function* deliver(
  durable: Durable,
  { requestId, callback }: AnnounceOrder,
): Flow<{ state: 'delivered' | 'dead-lettered' }> {
  yield* durable.step(announceOnQueue, { requestId, callback });
  if (!callback) return { state: 'delivered' };

  const giveUpAt = durable.now().getTime() + threeDays * 1000;
  for (let attempts = 1, wait = firstWait; ; attempts++, wait = Math.min(wait * 2, longestWait)) {
    const { taken } = yield* durable.step(callBack, { requestId });
    if (taken) return yield* settle('delivered', attempts);
    if (durable.now().getTime() + wait * 1000 > giveUpAt)
      return yield* settle('dead-lettered', attempts);
    yield* durable.step(recordDelivery, { requestId, state: 'pending', attempts, callback });
    yield* durable.sleep(wait);
  }

  function* settle<S extends 'delivered' | 'dead-lettered'>(
    state: S,
    attempts: number,
  ): Flow<{ state: S }> {
    yield* durable.step(recordDelivery, { requestId, state, attempts, callback });
    return { state };
  }
}

export interface DeliverOrder extends FlowOrder, AnnounceOrder {}

export const deliverStatus = defineFlow<DeliverOrder, { state: 'delivered' | 'dead-lettered' }>(
  'deliverStatus',
  { 1: deliverFinalStatus },
);
