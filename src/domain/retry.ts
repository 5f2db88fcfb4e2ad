import type { RegisteredRequest } from './request.ts';
import { isGood, type SystemVerdict } from './verdict.ts';
import type { SystemId } from './system.ts';

// A request that ended with exceptions can be carried out again, as long as its key exists (`closeAt`). These rules say which systems are
// worth another visit.

/** Can another visit give this system a better verdict? */
export function isWorthRetrying(row: SystemVerdict): boolean {
  if (isGood(row)) return false;
  switch (row.verdict) {
    // Two operators left the system out, or a rule keeps the data: no visit changes that.
    case 'waived':
    case 'retained':
      return false;
    case 'unverifiable':
      return row.reason !== 'not-offered';
    default:
      return true;
  }
}

/** Is there anything left to do for a request that ends so? If not, its key is destroyed at once. */
export function leavesWork(systems: readonly SystemVerdict[]): boolean {
  return systems.some((row) => isWorthRetrying(row) || row.leads > 0);
}

/** The systems that a retry visits now. */
export function systemsToRetry({
  closeAt,
  finishedAt,
  systems,
}: Pick<RegisteredRequest, 'closeAt' | 'finishedAt' | 'systems'>): SystemId[] {
  if (closeAt === null || finishedAt === null) return [];
  return systems.filter(isWorthRetrying).map(({ id }) => id);
}

/** Why the data of an ended request cannot be opened any more; null when they can. */
export function whyNoKey(
  { closeAt }: Pick<RegisteredRequest, 'closeAt'>,
  now: Date,
): string | null {
  return closeAt === null || Date.parse(closeAt) <= now.getTime()
    ? 'The key of this request is destroyed, so nobody knows any more whose data it was about. Send a new request.'
    : null;
}

/** Why a request cannot be retried now, in words for the caller; null when it can. */
export function whyNoRetry(
  request: RegisteredRequest,
  system: SystemId | null,
  now: Date,
): string | null {
  if (request.finishedAt === null) return 'Wait until the request has ended.';
  const noKey = whyNoKey(request, now);
  if (noKey !== null) return noKey;
  const worth = systemsToRetry(request);
  const isWorth = system === null ? worth.length > 0 : worth.includes(system);
  return isWorth ? null : 'Another visit would change nothing there.';
}
