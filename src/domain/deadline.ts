import { DateTime } from 'luxon';
import type { Regulation } from './request.ts';

/**
 * The end of the last day on which the law allows an answer.
 *
 * GDPR Art. 12(3): one month from receipt. Regulation 1182/71 says how to count. The day of receipt does not count. The period ends on the
 * same date of the next month, or on the last day of that month if it has no such date (Art. 3(2)(c)). If it ends on a Saturday or Sunday,
 * it ends on the next working day instead (Art. 3(4)). The UK counts in the same way (ICO, "Time limits for responding"). Public holidays
 * would extend it further. They are left out, so the result is never later than the law allows.
 * CCPA §1798.130(a)(2): 45 calendar days.
 *
 * @param timeZone IANA name of the time zone in which the day ends
 * @returns RFC 3339 in UTC
 */
export function dueAt(receivedAt: Date, regulation: Regulation, timeZone: string): string {
  const received = DateTime.fromJSDate(receivedAt, { zone: timeZone });
  const last =
    regulation === 'ccpa'
      ? received.plus({ days: 45 })
      : nextWorkingDay(received.plus({ months: 1 }));
  return last.endOf('day').toJSDate().toISOString();
}

function nextWorkingDay(day: DateTime): DateTime {
  return day.weekday <= 5 ? day : day.plus({ days: 8 - day.weekday });
}
