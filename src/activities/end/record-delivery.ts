import type { DeliveryOrder } from '../../workflows/steps/record-delivery.ts';
import type { Dependencies } from '../dependencies.ts';

/** Writes down how far the delivery got; once nobody will be called again, the callback address becomes unreadable. */
export async function recordDelivery(
  deps: Pick<Dependencies, 'register' | 'keys' | 'log'>,
  { requestId, state, attempts, callback }: DeliveryOrder,
): Promise<null> {
  const { watchAt } = await deps.register.update(requestId, { delivery: { state, attempts } });
  // While something is watched, a corrected status may have to be delivered.
  if (callback && state !== 'pending' && watchAt === null)
    await deps.keys.destroy(requestId, 'callback');
  deps.log[state === 'dead-lettered' ? 'warn' : 'info']('delivery', { requestId, state, attempts });
  return null;
}
