// Some vendors erase hours or days after they were asked, and name the day by which it is done. The flow looks again on durable timers until the
// vendor confirms. It waits neither past the date of the vendor nor longer than the policy and the law allow.

/** What a vendor said about work that it has begun. */
export interface VendorWork {
  /** RFC 3339: the vendor's own date for the end of the work. */
  readonly until: string;
  /** RFC 3339: when the work began. */
  readonly since: string;
  /** After how many seconds the vendor can be asked again. */
  readonly seconds: number;
}

export type NextLook =
  | { readonly kind: 'again'; readonly seconds: number }
  /** The date of the vendor has passed, and it has not confirmed. */
  | { readonly kind: 'overdue' }
  /** The request waits no longer: it ends and says that the vendor still works. */
  | { readonly kind: 'enough' };

const dayMs = 86_400_000;

/** So long before its last day a request stops waiting: somebody may still have to act. */
const reserveMs = 2 * dayMs;

/** Each wait is a quarter of the time that has passed, up to an hour: work of minutes is noticed soon, and days of it cost few calls. */
const partOfTime = 0.25;
const longestWaitSeconds = 3600;

/**
 * Until when a request waits for vendors that work asynchronously.
 * @param erasingSince RFC 3339: when the request began to erase
 * @param dueAt RFC 3339: the last day of the request
 * @param pendingWaitSeconds `policy.pendingWait`
 */
export function waitsUntil(
  erasingSince: string,
  dueAt: string,
  pendingWaitSeconds: number,
): string {
  const longest = Date.parse(erasingSince) + pendingWaitSeconds * 1000;
  return new Date(Math.min(longest, Date.parse(dueAt) - reserveMs)).toISOString();
}

/**
 * Some time after a date that a vendor named: vendors work in batches, not exactly on time. A tenth of the wait is added, at most one day.
 * @param until RFC 3339
 * @param since RFC 3339: when the wait began
 * @returns milliseconds of Unix time
 */
export function someTimeAfter(until: string, since: string): number {
  const end = Date.parse(until);
  return end + Math.min(Math.max(0, end - Date.parse(since)) / 10, dayMs);
}

/** @param waitUntil RFC 3339 (`waitsUntil`); null when no request waits */
export function nextLookAt(work: VendorWork, waitUntil: string | null, now: Date): NextLook {
  const at = now.getTime();
  const overdue = someTimeAfter(work.until, work.since);
  if (at >= overdue) return { kind: 'overdue' };
  const enough = waitUntil === null ? Infinity : Date.parse(waitUntil);
  if (at >= enough) return { kind: 'enough' };
  const grown = Math.min(longestWaitSeconds, ((at - Date.parse(work.since)) / 1000) * partOfTime);
  const left = (Math.min(overdue, enough) - at) / 1000;
  return { kind: 'again', seconds: Math.ceil(Math.min(Math.max(1, work.seconds, grown), left)) };
}
