import type { Pending } from '../../ports/system-access.ts';

/**
 * Systems forget slowly: replicas lag, indexes are rebuilt. Until `settleSeconds` have passed since `since` (RFC 3339), what still looks
 * there may only look so.
 * @returns when to ask again, waiting longer each time, or null when the time is over
 */
export function stillSettling(since: string, settleSeconds: number, now: Date): Pending | null {
  const passed = (now.getTime() - Date.parse(since)) / 1000;
  if (passed >= settleSeconds) return null;
  return { kind: 'pending', seconds: Math.max(1, Math.min(Math.ceil(passed), 30)) };
}
