import { isTerminal } from '../../../domain/request.ts';
import type { RequestRow } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';

export type DueWarning = 'overdue' | 'today' | 'soon' | 'late' | null;

export interface Due {
  readonly warning: DueWarning;
  /** Such as `3 days left`; empty for a request that ended in time. */
  readonly text: string;
}

const dayMs = 86_400_000;
const soonDays = 7;

/** How much time the law leaves for a request, or whether it ended too late. */
export function dueOf(request: Pick<RequestRow, 'state' | 'dueAt' | 'finishedAt'>, now: Date): Due {
  const words = texts().requestWords.due;
  const due = Date.parse(request.dueAt);
  if (isTerminal(request.state)) {
    const late = request.finishedAt !== null && Date.parse(request.finishedAt) > due;
    return late ? { warning: 'late', text: words.endedLate } : { warning: null, text: '' };
  }
  const left = due - now.getTime();
  if (left < 0) return { warning: 'overdue', text: words.overdue(Math.ceil(-left / dayMs)) };
  if (left < dayMs) return { warning: 'today', text: words.lastDay };
  const whole = Math.floor(left / dayMs);
  return { warning: whole <= soonDays ? 'soon' : null, text: words.left(whole) };
}
