import type { Attempt } from '../../domain/attempt.ts';
import { nextLookAt, waitsUntil, type NextLook } from '../../domain/vendor-wait.ts';
import type { RequestId } from '../../domain/request.ts';
import type { Dependencies } from '../dependencies.ts';
import { registered } from '../registered.ts';

/** A try of a system that works asynchronously and named a date for the end of its work. */
export type Working = Extract<Attempt<never>, { kind: 'pending' }> & { readonly until: string };

export function isWorking(attempt: Attempt<unknown>): attempt is Working {
  return attempt.kind === 'pending' && attempt.until !== undefined;
}

/**
 * Decides when a request asks a system that works asynchronously again, or that the request stops waiting. The due date is read again each
 * time, because an operator may have extended the request.
 * @param erasingSince RFC 3339: when the request began to erase
 * @param since RFC 3339: when the work in this system began
 */
export async function waitForVendor(
  deps: Pick<Dependencies, 'register' | 'policy' | 'now'>,
  { requestId, erasingSince }: { readonly requestId: RequestId; readonly erasingSince: string },
  { until, seconds }: Working,
  since: string,
): Promise<NextLook> {
  const { dueAt } = await registered(deps, requestId);
  const waitUntil = waitsUntil(erasingSince, dueAt, deps.policy.pendingWaitSeconds);
  return nextLookAt({ until, seconds, since }, waitUntil, deps.now());
}
