import type { FailureCode } from './failure.ts';
import type { SystemId } from './system.ts';
import type { Residual, SystemVerdict, Verdict } from './verdict.ts';

/** What reading back one system after its date came to. */
export type Look =
  | {
      readonly kind: 'read';
      readonly verdict: Verdict;
      readonly until: string | null;
      readonly residuals: readonly Residual[];
    }
  /** Not read; without a code the fault is our own. */
  | { readonly kind: 'unread'; readonly code: FailureCode | null }
  /** What the watch needs was lost, so nobody can read it any more. */
  | { readonly kind: 'lost' };

/** The last word on one thing that was to expire by itself. */
export interface WatchResult {
  readonly system: SystemId;
  readonly what: 'account' | Residual['what'];
  readonly verdict: 'erased' | 'present' | 'unverifiable';
  readonly code: FailureCode | null;
}

const dayMs = 86_400_000;
/** Whoever must mend something, or a tenant that keeps its records longer than we were told, has a month. */
const longestDelayMs = 31 * dayMs;

const inMs = (time: string) => Date.parse(time);
const atMs = (milliseconds: number) => new Date(milliseconds).toISOString();

/** The dates of all that expires by itself in a system. */
function datesOf({ verdict, until, residuals }: SystemVerdict): string[] {
  const dates = residuals.filter((one) => one.verdict === 'expires').map((one) => one.until);
  return verdict === 'expires' && until !== null ? [until, ...dates] : dates;
}

/** What is erased can come back, such as an account that somebody restores. So it is read back once more, a day later. */
function isToBeConfirmed({ verdict, lookedAgain }: SystemVerdict): boolean {
  return verdict === 'erased' && !lookedAgain;
}

export function isWatched(row: SystemVerdict): boolean {
  return datesOf(row).length > 0 || isToBeConfirmed(row);
}

/** Systems forget in batches, not on the minute: a tenth of the wait is added, at most a day. */
function firstLook(row: SystemVerdict): number {
  const since = inMs(row.updatedAt);
  const looks = datesOf(row)
    .map(inMs)
    .map((until) => until + Math.min(Math.max(0, until - since) / 10, dayMs));
  return Math.min(...looks, ...(isToBeConfirmed(row) ? [since + dayMs] : []));
}

/** When to look first, and from when on a look is the last; nulls when nothing expires by itself. */
export function watchOf(
  systems: readonly SystemVerdict[],
  now: string,
): { watchAt: string | null; watchUntil: string | null } {
  const confirmations = systems.filter(isToBeConfirmed).map((row) => inMs(row.updatedAt) + dayMs);
  const dates = [...systems.flatMap(datesOf).map(inMs), ...confirmations];
  if (dates.length === 0) return { watchAt: null, watchUntil: null };
  const watchUntil = atMs(Math.max(...dates) + longestDelayMs);
  return { watchAt: nextLook(systems, now, watchUntil, []), watchUntil };
}

/**
 * When to look next: on the next date, or tomorrow where a date has passed and a look just now did not settle it.
 *
 * @param looked the systems that were looked at just now
 * @returns null when nothing is left to watch
 */
export function nextLook(
  systems: readonly SystemVerdict[],
  now: string,
  watchUntil: string,
  looked: readonly SystemId[],
): string | null {
  const looks = systems.filter(isWatched).map((row) => {
    const look = firstLook(row);
    return look <= inMs(now) && looked.includes(row.id) ? inMs(tomorrow(now)) : look;
  });
  if (looks.length === 0) return null;
  return atMs(Math.min(...looks, Math.max(inMs(watchUntil), inMs(now))));
}

export function tomorrow(now: string): string {
  return atMs(inMs(now) + dayMs);
}

/** Is it time to look at this system? */
export function isDue(row: SystemVerdict, now: string, watchUntil: string): boolean {
  return isWatched(row) && (firstLook(row) <= inMs(now) || now >= watchUntil);
}

/** What a look says of one thing. */
type Seen =
  | { readonly kind: 'gone' | 'stays' | 'unreadable' }
  | { readonly kind: 'there'; readonly until: string }
  | { readonly kind: 'unread'; readonly code: FailureCode | null };

/** What becomes of it. */
type Fate =
  | { readonly verdict: 'expires'; readonly until: string }
  | { readonly verdict: WatchResult['verdict']; readonly code: FailureCode | null };

/**
 * Draws the conclusion from one look at one system.
 *
 * @param isLast nobody will look again: what is still there is `present`, what could not be read is `unverifiable`
 * @returns the row as it stands now, and what is settled for good
 */
export function conclude(
  row: SystemVerdict,
  look: Look,
  now: string,
  isLast: boolean,
): { row: SystemVerdict; results: readonly WatchResult[] } {
  const results: WatchResult[] = [];
  const settle = (what: WatchResult['what'], seen: Seen, before: string): Fate => {
    const fate = fateOf(seen, before, isLast);
    if (fate.verdict !== 'expires') results.push({ system: row.id, what, ...fate });
    return fate;
  };
  const account = concernsAccount(row, look)
    ? { until: null, code: null, ...settle('account', accountSeen(look), row.until ?? now) }
    : confirmation(row, look, isLast);
  const residuals = row.residuals.map((residual) => {
    if (residual.verdict !== 'expires') return residual;
    const fate = settle(residual.what, recordsSeen(look, residual.what), residual.until);
    return { ...residual, ...('until' in fate ? fate : { verdict: fate.verdict }) };
  });
  const next = { ...row, ...account, residuals };
  const isNew = results.length > 0 || String(datesOf(next)) !== String(datesOf(row));
  if (!isNew && next.lookedAgain !== row.lookedAgain) return { row: next, results };
  return { row: isNew ? { ...next, updatedAt: now } : row, results };
}

/** @param before the date it was to be gone by, until now */
function fateOf(seen: Seen, before: string, isLast: boolean): Fate {
  switch (seen.kind) {
    case 'gone':
      return { verdict: 'erased', code: null };
    case 'stays':
      return { verdict: 'present', code: null };
    case 'unreadable':
      return { verdict: 'unverifiable', code: null };
    case 'there':
      if (isLast) return { verdict: 'present', code: null };
      return { verdict: 'expires', until: seen.until > before ? seen.until : before };
    case 'unread':
      // A system that was taken out of the configuration will not be read tomorrow either.
      if (isLast || seen.code === 'misconfigured')
        return { verdict: 'unverifiable', code: seen.code };
      return { verdict: 'expires', until: before };
  }
}

/** The look a day later found nothing, or nobody will be able to look. */
function confirmation(
  row: SystemVerdict,
  look: Look,
  isLast: boolean,
): Pick<SystemVerdict, 'lookedAgain'> {
  if (!isToBeConfirmed(row)) return {};
  const isOver = look.kind !== 'unread' || look.code === 'misconfigured' || isLast;
  return isOver ? { lookedAgain: true } : {};
}

/** An account that was gone may be back: whoever restored it from the recycle bin made the verdict untrue. */
function concernsAccount({ verdict }: SystemVerdict, look: Look): boolean {
  if (verdict === 'expires') return true;
  return look.kind === 'read' && (look.verdict === 'expires' || look.verdict === 'present');
}

function accountSeen(look: Look): Seen {
  if (look.kind === 'unread') return look;
  if (look.kind === 'lost' || look.verdict === 'unverifiable') return { kind: 'unreadable' };
  if (look.verdict === 'present') return { kind: 'stays' };
  const { verdict, until } = look;
  return verdict === 'expires' && until !== null ? { kind: 'there', until } : { kind: 'gone' };
}

function recordsSeen(look: Look, what: string): Seen {
  const account = accountSeen(look);
  if (look.kind !== 'read' || (account.kind !== 'gone' && account.kind !== 'there')) return account;
  const left = look.residuals.find((residual) => residual.what === what);
  if (!left) return { kind: 'gone' };
  if (left.verdict === 'unverifiable') return { kind: 'unread', code: 'permission-missing' };
  return { kind: 'there', until: left.until };
}
