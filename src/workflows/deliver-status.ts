import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { announceOnQueue, type AnnounceOrder } from './steps/announce-on-queue.ts';
import { callBack } from './steps/call-back.ts';
import { recordDelivery } from './steps/record-delivery.ts';

// In seconds.
const threeDays = 3 * 24 * 3600;
const firstWait = 5;
const longestWait = 3600;

/** `superseded`: the request was opened again before the receiver accepted the status. The status of its next end is delivered instead. */
export interface Delivered {
  readonly state: 'delivered' | 'dead-lettered' | 'superseded';
}

/**
 * Delivers the final status. Tries for three days, until the receiver accepts it. After that, the status is dead-lettered, and the
 * dashboard shows it.
 */
export function* deliverFinalStatus(durable: Durable, order: AnnounceOrder): Flow<Delivered> {
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
  { requestId, callback, ending }: AnnounceOrder,
): Flow<Delivered> {
  yield* durable.step(announceOnQueue, { requestId, callback, ending });
  if (!callback) return { state: 'delivered' };

  const giveUpAt = durable.now().getTime() + threeDays * 1000;
  for (let attempts = 1, wait = firstWait; ; attempts++, wait = Math.min(wait * 2, longestWait)) {
    const { taken, superseded } = yield* durable.step(callBack, { requestId, ending });
    if (superseded) return { state: 'superseded' };
    if (taken) return yield* settle('delivered', attempts);
    if (durable.now().getTime() + wait * 1000 > giveUpAt)
      return yield* settle('dead-lettered', attempts);
    yield* durable.step(recordDelivery, {
      ...{ requestId, ending, callback },
      state: 'pending',
      attempts,
    });
    yield* durable.sleep(wait);
  }

  function* settle<S extends 'delivered' | 'dead-lettered'>(
    state: S,
    attempts: number,
  ): Flow<{ state: S }> {
    yield* durable.step(recordDelivery, { requestId, state, attempts, callback, ending });
    return { state };
  }
}

export interface DeliverOrder extends FlowOrder, AnnounceOrder {}

export const deliverStatus = defineFlow<DeliverOrder, Delivered>('deliverStatus', {
  1: deliverFinalStatus,
});
