import { freshPatience } from '../domain/patience.ts';
import { deliverFinalStatus } from './deliver-status.ts';
import { defineFlow, type Durable, type Flow, type FlowOrder } from './durable.ts';
import { endRetention } from './end-retention.ts';
import { persist } from './persist.ts';
import { openWatch } from './steps/open-watch.ts';
import { readResiduals, type ReadResidualsOrder } from './steps/read-residuals.ts';
import { recordWatch, type WatchReceipt } from './steps/record-watch.ts';

interface WatchSystemOrder extends FlowOrder, ReadResidualsOrder {
  readonly giveUpAfterSeconds: number;
  /** True: a rule should have ended in this system. Left out: data that expires by itself is read back. */
  readonly ended?: true;
}

/**
 * Reads back data that should have expired by itself, and erases the data that rules kept until now. This flow does not wait for the date:
 * the register holds it, and the sweeper starts this flow when the date is reached.
 */
function* watch(durable: Durable, { requestId }: FlowOrder): Flow<{ nextAt: string | null }> {
  const opened = yield* durable.step(openWatch, { requestId });
  const { systems, ended = [], giveUpAfterSeconds } = opened;
  const looks = yield* durable.runAll(watchSystem, [
    ...systems.map((system) => ({ requestId, system, giveUpAfterSeconds })),
    ...ended.map((system) => ({ requestId, system, giveUpAfterSeconds, ended: true as const })),
  ]);
  const { nextAt, corrected } = yield* durable.step(recordWatch, {
    requestId,
    at: durable.now().toISOString(),
    looks,
  });
  if (corrected) yield* deliverFinalStatus(durable, { requestId, ...corrected });
  return { nextAt };
}

/** Reads back or erases once in one system. It never rejects, because it is a branch of a fan-out. */
function* watchOne(durable: Durable, order: WatchSystemOrder): Flow<WatchReceipt> {
  const { requestId, system, giveUpAfterSeconds, ended } = order;
  try {
    if (ended) return { system, look: yield* endRetention(durable, order, giveUpAfterSeconds) };
    const read = yield* persist(durable, freshPatience, giveUpAfterSeconds, () =>
      durable.step(readResiduals, { requestId, system }),
    );
    if (read.kind === 'done') return { system, look: read.value };
    return { system, look: { kind: 'unread', code: read.code } };
  } catch {
    return { system, look: { kind: ended ? 'unfreed' : 'unread', code: null } };
  }
}

export const watchSystem = defineFlow<WatchSystemOrder, WatchReceipt>('watchSystem', {
  1: watchOne,
});

export const watchResiduals = defineFlow<FlowOrder, { nextAt: string | null }>('watchResiduals', {
  1: watch,
});
