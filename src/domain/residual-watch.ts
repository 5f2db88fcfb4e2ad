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

export function isWatched(row: SystemVerdict): boolean {
  return datesOf(row).length > 0;
}

/** Systems forget in batches, not on the minute: a tenth of the wait is added, at most a day. */
function firstLook(row: SystemVerdict): number {
  const since = inMs(row.updatedAt);
  const looks = datesOf(row)
    .map(inMs)
    .map((until) => until + Math.min(Math.max(0, until - since) / 10, dayMs));
  return Math.min(...looks);
}

/** When to look first, and from when on a look is the last; nulls when nothing expires by itself. */
export function watchOf(
  systems: readonly SystemVerdict[],
  now: string,
): { watchAt: string | null; watchUntil: string | null } {
  const dates = systems.flatMap(datesOf).map(inMs);
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
  const settle = (what: WatchResult['what'], before: string, said: string | null): Fate => {
    const fate = fateOf(look, before, said, isLast);
    if (fate.verdict !== 'expires') results.push({ system: row.id, what, ...fate });
    return fate;
  };
  const next = {
    ...row,
    ...(concernsAccount(row, look) &&
      accountAfter(settle('account', row.until ?? now, binDate(look)))),
    residuals: row.residuals.map((residual) => {
      if (residual.verdict !== 'expires') return residual;
      const fate = settle(residual.what, residual.until, residualDate(look, residual.what));
      return { ...residual, ...('until' in fate ? fate : { verdict: fate.verdict }) };
    }),
  };
  const isNew = results.length > 0 || String(datesOf(next)) !== String(datesOf(row));
  return { row: isNew ? { ...next, updatedAt: now } : row, results };
}

/** @param said the date the system names now; null when nothing is there any more */
function fateOf(look: Look, before: string, said: string | null, isLast: boolean): Fate {
  if (look.kind === 'lost') return { verdict: 'unverifiable', code: null };
  if (look.kind === 'unread') {
    // A system that was taken out of the configuration will not be read tomorrow either.
    const isFinal = isLast || look.code === 'misconfigured';
    return isFinal
      ? { verdict: 'unverifiable', code: look.code }
      : { verdict: 'expires', until: before };
  }
  if (look.verdict === 'unverifiable') return { verdict: 'unverifiable', code: null };
  if (look.verdict === 'present') return { verdict: 'present', code: null };
  if (said === null) return { verdict: 'erased', code: null };
  if (isLast) return { verdict: 'present', code: null };
  return { verdict: 'expires', until: said > before ? said : before };
}

/** An account that was gone may be back: whoever restored it from the recycle bin made the verdict untrue. */
function concernsAccount({ verdict }: SystemVerdict, look: Look): boolean {
  if (verdict === 'expires') return true;
  return look.kind === 'read' && (look.verdict === 'expires' || look.verdict === 'present');
}

function accountAfter(fate: Fate): Pick<SystemVerdict, 'verdict' | 'until' | 'code'> {
  return { until: null, code: null, ...fate };
}

function binDate(look: Look): string | null {
  return look.kind === 'read' && look.verdict === 'expires' ? look.until : null;
}

function residualDate(look: Look, what: string): string | null {
  if (look.kind !== 'read') return null;
  return look.residuals.find((residual) => residual.what === what)?.until ?? null;
}
