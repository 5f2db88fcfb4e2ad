import { freshPatience } from '../domain/patience.ts';
import type { Durable, Flow } from './durable.ts';
import { persist } from './persist.ts';
import type { WatchOrder, WatchReceipt, WatchSystemOrder } from './orders/watch-order.ts';

/**
 * Reads back what was to expire by itself, once its date has come. Nobody waits here for that date: the register knows it, and the
 * sweeper starts this flow.
 */
export function* watchResiduals(
  durable: Durable,
  { requestId }: WatchOrder,
): Flow<{ nextAt: string | null }> {
  const { systems, giveUpAfterSeconds } = yield* durable.step('openWatch', { requestId });
  const looks = yield* durable.runAll(
    'watchSystem',
    systems.map((system) => ({ requestId, system, giveUpAfterSeconds })),
  );
  return yield* durable.step('recordWatch', {
    requestId,
    at: durable.now().toISOString(),
    looks,
  });
}

/** Looks at one system. Never rejects: a fan-out waits for it. */
export function* watchSystem(
  durable: Durable,
  { requestId, system, giveUpAfterSeconds }: WatchSystemOrder,
): Flow<WatchReceipt> {
  try {
    const read = yield* persist(durable, freshPatience, giveUpAfterSeconds, () =>
      durable.step('readResiduals', { requestId, system }),
    );
    if (read.kind === 'done') return { system, look: read.value };
    return { system, look: { kind: 'unread', code: read.code } };
  } catch {
    return { system, look: { kind: 'unread', code: null } };
  }
}
