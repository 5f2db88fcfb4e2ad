import { DateTime } from 'luxon';
import type { Regulation } from './request.ts';

/**
 * The end of the last day the law leaves for an answer.
 *
 * GDPR Art. 12(3): one month of receipt, counted by Regulation 1182/71: the day of receipt is not counted, the month ends with the day of
 * the same date, or with the month's last day where there is none (Art. 3(2)(c)), and a Saturday or Sunday moves it to the next
 * working day (Art. 3(4)). The UK counts alike (ICO, "Time limits for responding"). Public holidays would move it further; leaving
 * them out never makes it later than the law. CCPA §1798.130(a)(2): 45 calendar days.
 *
 * @param timeZone IANA name: where the day ends
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
