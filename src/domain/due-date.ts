import { DateTime } from 'luxon';
import { acknowledgeBy, clockAfter, dueAt } from './deadline.ts';
import { theService } from './fact.ts';
import type { GateChange } from './gate.ts';
import type { RequestClock } from './request-clock.ts';
import { isTerminal, type RegisteredRequest } from './request.ts';
import type { Calendar } from './working-days.ts';

/** Adds a fact with the new last day when the decisions have moved it. */
export function withDueDate(
  request: Pick<RegisteredRequest, 'receivedAt' | 'dueAt' | 'regulation'>,
  change: GateChange,
  calendar: Calendar,
  now: Date,
): GateChange {
  const { gates } = change;
  // Without a decision the last day stays as it was computed at the beginning, even if the calendar of the policy has changed since.
  if (gates.decisions.length === 0) return change;
  const { receivedAt, regulation } = request;
  const clock = clockAfter({ receivedAt, regulation, gates }, calendar.timeZone, now);
  if (!clock.extended && clock.stoppedDays === 0) return change;
  const due = dueAt(new Date(receivedAt), regulation, calendar, clock);
  if (due === request.dueAt) return change;
  const at = now.toISOString();
  const fact = { at, kind: 'due', actor: theService, dueAt: due } as const;
  return { ...change, facts: [fact, ...change.facts] };
}

/** The last day, if a stop of the clock that has not ended ended now. */
export function dueIfResumed(request: RegisteredRequest, calendar: Calendar, now: Date): string {
  const clock = clockAfter(request, calendar.timeZone, now, true);
  if (!clock.stopped) return request.dueAt;
  return dueAt(new Date(request.receivedAt), request.regulation, calendar, clock);
}

/** The dates of a request, as they are now. */
export function requestClock(
  request: RegisteredRequest,
  calendar: Calendar,
  now: Date,
): RequestClock {
  const received = new Date(request.receivedAt);
  const { regulation } = request;
  const hasEnded = isTerminal(request.state);
  const until = hasEnded ? new Date(request.updatedAt) : now;
  const clock = clockAfter(request, calendar.timeZone, until, true);
  return {
    daysLeft: daysLeft(request, calendar, now),
    acknowledgeBy: acknowledgeBy(received, regulation, calendar),
    extendableTo:
      hasEnded || clock.extended
        ? null
        : dueAt(received, regulation, calendar, { ...clock, extended: true }),
    extended: clock.extended,
    stopped: clock.stopped && !hasEnded,
    stoppedDays: clock.stoppedDays,
  };
}

/** @returns days until the last day, without today; negative when it has passed; null when the request has ended */
export function daysLeft(request: RegisteredRequest, calendar: Calendar, now: Date): number | null {
  if (isTerminal(request.state)) return null;
  const zone = calendar.timeZone;
  const last = DateTime.fromISO(dueIfResumed(request, calendar, now), { zone }).startOf('day');
  const today = DateTime.fromJSDate(now, { zone }).startOf('day');
  return Math.round(last.diff(today, 'days').days);
}
