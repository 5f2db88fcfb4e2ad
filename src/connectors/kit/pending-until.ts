import type { Pending } from '../../ports/system-access.ts';

// In seconds: the shortest and the longest wait between two questions.
const shortest = 2;
const longest = 3600;

/**
 * When to ask a service again that is still working and has named a date. The waits grow with the time that has passed, because work that
 * already took long will probably take longer. Near the date they become shorter again.
 * @param until RFC 3339
 * @param since RFC 3339: when the work was asked for; left out where it is not known
 * @returns null when the date has passed: then the present answer of the service counts
 */
export function pendingUntil(
  until: string,
  now: Date,
  since?: string,
): (Pending & { readonly until: string }) | null {
  const left = (Date.parse(until) - now.getTime()) / 1000;
  if (left <= 0) return null;
  const passed = since === undefined ? Infinity : (now.getTime() - Date.parse(since)) / 1000;
  const wait = Math.ceil(Math.min(left / 4, passed));
  return { kind: 'pending', seconds: Math.min(longest, Math.max(shortest, wait)), until };
}
