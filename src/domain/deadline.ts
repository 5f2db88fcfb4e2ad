import { DateTime } from 'luxon';
import type { Decision } from './gates.ts';
import type { Regulation } from './request-type.ts';

/** What moves the last day after a request was received. */
export interface ClockChange {
  /** The controller took the extension that the law allows. */
  readonly extended?: boolean;
  /** Whole days during which the clock stood still. */
  readonly stoppedDays?: number;
}

/**
 * The end of the last day on which the law allows an answer.
 *
 * GDPR Art. 12(3): one month from receipt, and two further months with an extension. Regulation 1182/71 says how to count. The day of receipt
 * does not count. The period ends on the same date of the later month, or on the last day of that month if it has no such date
 * (Art. 3(2)(c)). If it ends on a Saturday or Sunday, it ends on the next working day instead (Art. 3(4)). The UK counts in the same way (ICO,
 * "Time limits for responding"); there the days during which the clock stood still are added (UK GDPR Art. 12A). Public holidays would extend
 * it further. They are left out, so the result is never later than the law allows.
 * CCPA §1798.130(a)(2): 45 calendar days, 90 with an extension.
 *
 * @param timeZone IANA name of the time zone in which the day ends
 * @returns RFC 3339 in UTC
 */
export function dueAt(
  receivedAt: Date,
  regulation: Regulation,
  timeZone: string,
  { extended = false, stoppedDays = 0 }: ClockChange = {},
): string {
  const received = DateTime.fromJSDate(receivedAt, { zone: timeZone });
  const last =
    regulation === 'ccpa'
      ? received.plus({ days: extended ? 90 : 45 })
      : nextWorkingDay(received.plus({ months: extended ? 3 : 1 }).plus({ days: stoppedDays }));
  return last.endOf('day').toJSDate().toISOString();
}

function nextWorkingDay(day: DateTime): DateTime {
  return day.weekday <= 5 ? day : day.plus({ days: 8 - day.weekday });
}

/** Only these holds stop the clock, and only in the UK (UK GDPR Art. 12A). */
const stopsTheClock: ReadonlySet<string> = new Set(['identity', 'clarification', 'fee']);

/** What the decisions about a request change in its clock. A hold counts once it has ended. */
export function clockAfter(
  regulation: Regulation,
  decisions: readonly Decision[],
  timeZone: string,
  now: Date,
): Required<ClockChange> {
  const extended = decisions.some(({ what }) => what === 'extend');
  if (regulation !== 'uk-gdpr') return { extended, stoppedDays: 0 };
  const stops = decisions.map((decision, index) => {
    if (decision.what !== 'hold' || !stopsTheClock.has(decision.reason)) return 0;
    const next = decisions
      .slice(index + 1)
      .find(({ what }) => what === 'hold' || what === 'resume');
    const ends = [next?.at, decision.until].flatMap((time) => time ?? []);
    const end = ends.sort((a, b) => Date.parse(a) - Date.parse(b))[0];
    if (end === undefined || Date.parse(end) > now.getTime()) return 0;
    return daysBetween(decision.at, end, timeZone);
  });
  return { extended, stoppedDays: stops.reduce((sum, days) => sum + days, 0) };
}

function daysBetween(from: string, to: string, zone: string): number {
  const dayOf = (time: string) => DateTime.fromISO(time, { zone }).startOf('day');
  return Math.round(dayOf(to).diff(dayOf(from), 'days').days);
}
