import type { FailureCode } from './failure.ts';
import { retentionDates } from './retention-watch.ts';
import type { SystemId } from './system.ts';
import type { SeenVerdict } from './read-back.ts';
import type { Seen } from './seen.ts';
import { settle } from './settle.ts';
import type { Residual, SystemVerdict } from './verdict.ts';
import { fateOfWork, type WorkVerdict } from './vendor-work-watch.ts';
import { someTimeAfter } from './vendor-wait.ts';
import type { WatchResult } from './watch-result.ts';

/** The result of reading back one system after its date. */
export type Look =
  | (SeenVerdict & { readonly kind: 'read'; readonly residuals: readonly Residual[] })
  /** The system was not read. A null code means that the fault is our own. */
  | { readonly kind: 'unread'; readonly code: FailureCode | null }
  /** The vendor still works on the erasure, and names a date (RFC 3339) for its end. */
  | { readonly kind: 'working'; readonly until: string }
  /** Habeas lost the data that reading back needs, so the system can never be read back. */
  | { readonly kind: 'lost' };

const dayMs = 86_400_000;
/** One month: time for an operator to fix a fault, and for a tenant that keeps its records longer than configured. */
const longestDelayMs = 31 * dayMs;

const inMs = (time: string) => Date.parse(time);
const atMs = (milliseconds: number) => new Date(milliseconds).toISOString();

/** The dates of everything in a system that expires by itself. */
function datesOf({ verdict, until, residuals }: SystemVerdict): string[] {
  const dates = residuals.flatMap((one) => (one.verdict === 'expires' ? [one.until] : []));
  return verdict === 'expires' || verdict === 'pending' ? [until, ...dates] : dates;
}

/** Erased data can come back, for example when somebody restores an account. So an erased system is read back once more, a day later. */
function isToBeConfirmed({ verdict, lookedAgain }: SystemVerdict): boolean {
  return verdict === 'erased' && !lookedAgain;
}

/** Is there something that expires by itself, or that must be read back once more? */
function isReadBack(row: SystemVerdict): boolean {
  return datesOf(row).length > 0 || isToBeConfirmed(row);
}

export function isWatched(row: SystemVerdict): boolean {
  return isReadBack(row) || retentionDates(row).length > 0;
}

function firstLook(row: SystemVerdict): number {
  const looks = datesOf(row).map((until) => someTimeAfter(until, row.updatedAt));
  // A vendor may confirm before its date. What was erased may come back.
  const isLookedAtNextDay = row.verdict === 'pending' || isToBeConfirmed(row);
  return Math.min(...looks, ...(isLookedAtNextDay ? [inMs(row.updatedAt) + dayMs] : []));
}

/**
 * When the watch reads back first, and from which time on a read-back is the last one. The first time is null when there is nothing to watch.
 * The second is null when nothing expires by itself: data that a rule keeps has no such limit, because the rule may be extended.
 */
export function watchOf(
  systems: readonly SystemVerdict[],
  now: string,
): { watchAt: string | null; watchUntil: string | null } {
  const confirmations = systems.filter(isToBeConfirmed).map((row) => inMs(row.updatedAt) + dayMs);
  const dates = [...systems.flatMap(datesOf).map(inMs), ...confirmations];
  const watchUntil = dates.length === 0 ? null : atMs(Math.max(...dates) + longestDelayMs);
  return { watchAt: nextLook(systems, now, watchUntil, []), watchUntil };
}

/**
 * When to look next: on the next date, or tomorrow if a date has passed and the look just now did not settle it.
 *
 * @param looked the systems that were read back just now
 * @returns null when nothing is left to watch
 */
export function nextLook(
  systems: readonly SystemVerdict[],
  now: string,
  watchUntil: string | null,
  looked: readonly SystemId[],
): string | null {
  const afterLook = (look: number, { id }: SystemVerdict) =>
    look <= inMs(now) && looked.includes(id) ? inMs(tomorrow(now)) : look;
  const looks = systems.filter(isReadBack).map((row) => afterLook(firstLook(row), row));
  const last = inMs(watchUntil ?? now);
  if (looks.length > 0) looks.push(Math.max(last, inMs(now)));
  const ends = systems.flatMap((row) =>
    retentionDates(row).map((date) => afterLook(inMs(date), row)),
  );
  return looks.length + ends.length === 0 ? null : atMs(Math.min(...looks, ...ends));
}

export function tomorrow(now: string): string {
  return atMs(inMs(now) + dayMs);
}

/** Is it time to read back this system? */
export function isDue(row: SystemVerdict, now: string, watchUntil: string): boolean {
  return isReadBack(row) && (firstLook(row) <= inMs(now) || now >= watchUntil);
}

/**
 * Concludes from one look at one system.
 *
 * @param isLast true when this is the last look: data that is still there is `present`, data that could not be read is `unverifiable`
 * @returns the new row, and the results that are final
 */
export function conclude(
  row: SystemVerdict,
  look: Look,
  now: string,
  isLast: boolean,
): { row: SystemVerdict; results: readonly WatchResult[] } {
  const results: WatchResult[] = [];
  const told = <Fate extends SeenVerdict | WorkVerdict>(
    what: WatchResult['what'],
    fate: Fate,
  ): Fate => {
    const { verdict, code } = fate;
    if (verdict !== 'expires' && verdict !== 'pending')
      results.push({ system: row.id, what, verdict, code });
    return fate;
  };
  const seen = accountSeen(look);
  const after = concernsAccount(row, seen)
    ? settle(row, told('account', accountFate(row, seen, now, isLast)))
    : { ...row, ...confirmation(row, look, now, isLast) };
  const residuals = row.residuals.map((residual) => {
    if (residual.verdict !== 'expires') return residual;
    const fate = fateOf(recordsSeen(look, residual.what), residual.until, isLast);
    const { verdict, until } = told(residual.what, fate);
    return { ...residual, verdict, until: until ?? residual.until };
  });
  const next = { ...after, residuals };
  const isNew =
    results.length > 0 ||
    next.verdict !== row.verdict ||
    String(datesOf(next)) !== String(datesOf(row));
  if (!isNew && next.lookedAgain !== row.lookedAgain) return { row: next, results };
  return { row: isNew ? { ...next, updatedAt: now } : row, results };
}

function accountFate(
  row: SystemVerdict,
  seen: Seen,
  now: string,
  isLast: boolean,
): SeenVerdict | WorkVerdict {
  return row.verdict === 'pending'
    ? fateOfWork(row, seen, now, isLast)
    : fateOf(seen, row.until ?? now, isLast);
}

const laterOf = (one: string, other: string): string => (one > other ? one : other);

/** @param before the date by which it was expected to be gone, before this look */
function fateOf(seen: Seen, before: string, isLast: boolean): SeenVerdict {
  switch (seen.kind) {
    case 'gone':
      return { verdict: 'erased', code: null, until: null };
    case 'stays':
      return { verdict: 'present', code: null, until: null };
    case 'unreadable':
      return { verdict: 'unverifiable', code: null, until: null, reason: seen.reason };
    case 'there':
      if (isLast) return { verdict: 'present', code: null, until: null };
      return { verdict: 'expires', code: null, until: laterOf(seen.until, before) };
    case 'working':
      if (isLast) return { verdict: 'unverifiable', code: null, until: null, reason: 'overdue' };
      return { verdict: 'expires', code: null, until: laterOf(seen.until, before) };
    case 'unread':
      // A system that was removed from the configuration cannot be read tomorrow either.
      if (isLast || seen.code === 'misconfigured')
        return { verdict: 'unverifiable', code: seen.code, until: null, reason: 'not-read-again' };
      return { verdict: 'expires', code: null, until: before };
  }
}

/** Records that the look a day later was done, or that it will never be possible. */
function confirmation(
  row: SystemVerdict,
  look: Look,
  now: string,
  isLast: boolean,
): Pick<SystemVerdict, 'lookedAgain'> {
  if (!isToBeConfirmed(row)) return {};
  // An earlier read-back of data that expires by itself does not count.
  if (inMs(now) < inMs(row.updatedAt) + dayMs && !isLast) return {};
  const isRead = look.kind === 'read' || look.kind === 'lost';
  const isOver = isRead || (look.kind === 'unread' && look.code === 'misconfigured') || isLast;
  return isOver ? { lookedAgain: true } : {};
}

/** Does the look change the verdict on the account? A restored account makes an earlier `erased` untrue. */
function concernsAccount({ verdict }: SystemVerdict, { kind }: Seen): boolean {
  return verdict === 'expires' || verdict === 'pending' || kind === 'there' || kind === 'stays';
}

function accountSeen(look: Look): Seen {
  if (look.kind === 'unread' || look.kind === 'working') return look;
  if (look.kind === 'lost') return { kind: 'unreadable', reason: 'lost' };
  switch (look.verdict) {
    case 'erased':
      return { kind: 'gone' };
    case 'expires':
      return { kind: 'there', until: look.until };
    case 'present':
      return { kind: 'stays' };
    case 'unverifiable':
      return { kind: 'unreadable', reason: look.reason ?? 'not-offered' };
  }
}

function recordsSeen(look: Look, what: string): Seen {
  const account = accountSeen(look);
  if (look.kind !== 'read' || (account.kind !== 'gone' && account.kind !== 'there')) return account;
  const left = look.residuals.find((residual) => residual.what === what);
  if (!left) return { kind: 'gone' };
  if (left.verdict === 'unverifiable') return { kind: 'unread', code: 'permission-missing' };
  const { verdict, until } = left;
  return verdict === 'retained' || until === null ? { kind: 'stays' } : { kind: 'there', until };
}
