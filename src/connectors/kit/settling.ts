import type { Pending } from '../../ports/system-access.ts';

/**
 * Replicas of a system lag, and its indexes are rebuilt. So until `settleSeconds` have passed since `since` (RFC 3339), the system may still
 * show data that is already gone.
 * @returns when to ask again, waiting longer each time, or null when the time is over
 */
export function stillSettling(since: string, settleSeconds: number, now: Date): Pending | null {
  const passed = (now.getTime() - Date.parse(since)) / 1000;
  if (passed >= settleSeconds) return null;
  return { kind: 'pending', seconds: Math.max(1, Math.min(Math.ceil(passed), 30)) };
}
