import { isTerminal, type RegisteredRequest } from './request.ts';
import type { Reminder } from './reminder.ts';

/** The first reminder comes so many days before the last day. */
const soonDays = 7;

/** A reminder, and when it is due (RFC 3339). */
export interface NextReminder {
  readonly what: Reminder;
  readonly at: string;
}

/**
 * What is to be told next about the clock of an open request; null when all was told. It follows from the row of the request, so that the
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
 * What is to be told now; null when it is not time yet.
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
