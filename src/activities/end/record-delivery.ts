import type { DeliveryOrder } from '../../workflows/steps/record-delivery.ts';
import type { Dependencies } from '../dependencies.ts';

/** Writes down how far the delivery got; once it ended, the callback address becomes unreadable. */
export async function recordDelivery(
  deps: Pick<Dependencies, 'register' | 'keys' | 'log'>,
  { requestId, state, attempts, callback }: DeliveryOrder,
): Promise<null> {
  await deps.register.update(requestId, { delivery: { state, attempts } });
  if (callback && state !== 'pending') await deps.keys.destroy(requestId, 'callback');
  deps.log[state === 'dead-lettered' ? 'warn' : 'info']('delivery', { requestId, state, attempts });
  return null;
}
