import type { Turn } from '../../domain/order-of-arrival.ts';
import type { RequestOrder } from '../../workflows/steps/step.ts';
import type { Dependencies } from '../dependencies.ts';

/** Asks whether a request that has to wait may try to begin now. No system is called. */
export async function askTurn(
  { register, policy }: Pick<Dependencies, 'register' | 'policy'>,
  { requestId }: RequestOrder,
): Promise<{ turn: Turn }> {
  return { turn: await register.turnOf(requestId, policy.orderWaitSeconds) };
}
