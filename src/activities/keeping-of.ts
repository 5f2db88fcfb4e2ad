import type { RequestId } from '../domain/request.ts';
import type { Keeping } from '../domain/retention.ts';
import type { Dependencies } from './dependencies.ts';
import { registered } from './registered.ts';

/** The rules of the policy that keep data of this request now; null when the policy has no such rules. */
export async function keepingOf(
  deps: Pick<Dependencies, 'register' | 'policy' | 'now'>,
  requestId: RequestId,
): Promise<Keeping | null> {
  const { retention, legalHolds, timeZone } = deps.policy;
  const rules = [...retention, ...legalHolds];
  if (rules.length === 0) return null;
  const { receivedAt } = await registered(deps, requestId);
  return { rules, receivedAt, timeZone, now: deps.now().toISOString() };
}
