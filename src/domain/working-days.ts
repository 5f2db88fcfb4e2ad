import type { DateTime } from 'luxon';
import { firstYear, holidaysOf } from './public-holidays.ts';
import type { Regulation } from './request-type.ts';

/** The part of the policy that says how days are counted. */
export interface Calendar {
  /** IANA name of the time zone in which a day ends. */
  readonly timeZone: string;
  /** ISO 3166 code of the country, or of a part of it, whose public holidays count: `DE`, `DE-BY`. Null: none. */
  readonly country: string | null;
  /** More public holidays, such as `2027-03-08`. */
  readonly holidays: readonly string[];
}

/** Is this the code of a country, or of a part of one, whose public holidays are known? */
export function hasHolidays(area: string): boolean {
  return Object.hasOwn(holidaysOf, area);
}

/**
 * Neither Saturday, Sunday nor a public holiday. After the last year of the table no holidays are known: then a period may end earlier than the
 * law says, never later.
 */
export function isWorkingDay(day: DateTime, regulation: Regulation, calendar: Calendar): boolean {
  if (day.weekday > 5) return false;
  const date = day.toISODate() ?? '';
  const area = areaOf(regulation, calendar);
  const known = area === null ? [] : daysOf(area, day.year);
  const isFurther = regulation !== 'ccpa' && calendar.holidays.includes(date);
  return !known.includes(date.slice(5)) && !isFurther;
}

/** The day itself, or the first working day after it. */
export function workingDayFrom(
  day: DateTime,
  regulation: Regulation,
  calendar: Calendar,
): DateTime {
  return isWorkingDay(day, regulation, calendar)
    ? day
    : workingDayFrom(day.plus({ days: 1 }), regulation, calendar);
}

/** The day that is `count` working days later. The given day does not count. */
export function afterWorkingDays(
  day: DateTime,
  count: number,
  regulation: Regulation,
  calendar: Calendar,
): DateTime {
  if (count === 0) return day;
  const next = workingDayFrom(day.plus({ days: 1 }), regulation, calendar);
  return afterWorkingDays(next, count - 1, regulation, calendar);
}

/**
 * GDPR: the holidays of the Member State in which the controller acts (Regulation 1182/71 Art. 2(1)). The laws of the UK and of California
 * name their own holidays. For the UK, `country` may name one of its parts; if it does not, only the holidays that all parts share count.
 */
function areaOf(regulation: Regulation, { country }: Calendar): string | null {
  if (regulation === 'ccpa') return 'US';
  if (regulation === 'uk-gdpr') return country?.startsWith('GB') ? country : 'GB';
  return country;
}

function daysOf(area: string, year: number): readonly string[] {
  return holidaysOf[area]?.split('; ')[year - firstYear]?.split(' ') ?? [];
}
