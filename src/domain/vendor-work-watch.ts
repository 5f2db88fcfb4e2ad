// A request that waited long enough for a vendor ends with the verdict `pending`. The residual watch looks every day, and the date of the vendor
// decides.
import type { SeenVerdict } from './read-back.ts';
import type { Seen } from './seen.ts';
import { someTimeAfter } from './vendor-wait.ts';
import type { Settlement, SystemVerdict } from './verdict.ts';

type Pending = Extract<Settlement, { readonly verdict: 'pending' }>;

/** What a look can say of a system whose vendor still worked on the erasure. */
export type WorkVerdict = SeenVerdict | Pending;

/**
 * @param row a system that is `pending`
 * @param isLast no other look follows
 */
export function fateOfWork(
  { until: before, updatedAt }: Extract<SystemVerdict, { readonly verdict: 'pending' }>,
  seen: Seen,
  now: string,
  isLast: boolean,
): WorkVerdict {
  // A vendor may move its date.
  const until = seen.kind === 'working' && seen.until > before ? seen.until : before;
  const isOver = isLast || Date.parse(now) >= someTimeAfter(until, updatedAt);
  const pending: Pending = { verdict: 'pending', code: null, until };
  switch (seen.kind) {
    case 'gone':
      return { verdict: 'erased', code: null, until: null };
    case 'there':
      return { verdict: 'expires', code: null, until: seen.until };
    case 'stays':
      return isOver ? { verdict: 'present', code: null, until: null } : pending;
    case 'working':
      return isOver
        ? { verdict: 'unverifiable', code: null, until: null, reason: 'overdue' }
        : pending;
    case 'unreadable':
      return isOver || seen.reason === 'lost'
        ? { verdict: 'unverifiable', code: null, until: null, reason: seen.reason }
        : pending;
    case 'unread':
      return isLast || seen.code === 'misconfigured'
        ? { verdict: 'unverifiable', code: seen.code, until: null, reason: 'not-read-again' }
        : pending;
  }
}
