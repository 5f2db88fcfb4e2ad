import { isTerminal, type RegisteredRequest } from './request.ts';
import type { Reminder } from './reminder.ts';

/** How many days before the last day the first reminder is sent. */
const soonDays = 7;

/** A reminder, and when it is due (RFC 3339). */
export interface NextReminder {
  readonly what: Reminder;
  readonly at: string;
}

/**
 * The next reminder about the clock of an open request; null when none is left. It is computed from the row of the request alone, so the
 * register can index it.
 */
export function nextReminder({
  state,
  dueAt,
  gates,
  reminded,
}: Pick<RegisteredRequest, 'state' | 'dueAt' | 'gates' | 'reminded'>): NextReminder | null {
  if (isTerminal(state)) return null;
  const extension = gates.decisions.find(({ what }) => what === 'extend');
  if (extension && !reminded.includes('extended')) return { what: 'extended', at: extension.at };
  if (reminded.includes('overdue')) return null;
  if (reminded.includes('due-soon')) return { what: 'overdue', at: dueAt };
  return { what: 'due-soon', at: soonBefore(dueAt) };
}

/**
 * The reminder that is due now; null when none is due.
 * @param due the last day. It may be later than in the row, while the clock stands still
 */
export function reminderNow(request: RegisteredRequest, due: string, now: Date): Reminder | null {
  const next = nextReminder(request);
  if (next === null || next.what === 'extended') return next?.what ?? null;
  if (Date.parse(due) < now.getTime()) return 'overdue';
  const isSoon = Date.parse(soonBefore(due)) <= now.getTime();
  return isSoon && next.what === 'due-soon' ? 'due-soon' : null;
}

function soonBefore(due: string): string {
  return new Date(Date.parse(due) - soonDays * 24 * 3600 * 1000).toISOString();
}
