import type { DeliveryOrder } from '../../workflows/steps/record-delivery.ts';
import type { Dependencies } from '../dependencies.ts';

/**
 * Writes the state of the delivery. When no further callback can follow, the callback address becomes unreadable. A dead-lettered status
 * may be sent again by an operator, so its address stays readable for a time (`upkeep/forget-addresses.ts`).
 */
export async function recordDelivery(
  deps: Pick<Dependencies, 'register' | 'keys' | 'log'>,
  { requestId, state, attempts, callback, ending }: DeliveryOrder,
): Promise<null> {
  const { watchAt, closeAt, finishedAt } = await deps.register.update(requestId, {
    delivery: { state, attempts },
    ending,
  });
  // While a watch runs or a retry may follow, another status may have to be delivered.
  const isLast = finishedAt !== null && watchAt === null && closeAt === null;
  if (callback && state === 'delivered' && isLast) await deps.keys.destroy(requestId, 'callback');
  deps.log[state === 'dead-lettered' ? 'warn' : 'info']('delivery', { requestId, state, attempts });
  return null;
}
