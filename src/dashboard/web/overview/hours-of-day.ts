import type { OverviewView } from '../../../doors/http/operator-shapes.ts';

export type HourOfTries = OverviewView['systems'][number]['hours'][number];

const hourMs = 3_600_000;
const hoursShown = 24;

/** The last 24 hours up to now, the oldest first; null for an hour without tries. */
export function hoursOfDay(hours: readonly HourOfTries[], now: Date): (HourOfTries | null)[] {
  const last = Math.floor(now.getTime() / hourMs);
  const byHour = new Map(hours.map((one) => [Math.floor(Date.parse(one.hour) / hourMs), one]));
  return Array.from({ length: hoursShown }, (_, place) => {
    return byHour.get(last - hoursShown + 1 + place) ?? null;
  });
}

export interface DaySum {
  readonly tries: number;
  readonly failures: number;
  /** Over all tries, in seconds. */
  readonly mean: number;
  /** The slowest hour, in seconds per try. */
  readonly longest: number;
}

/** All tries of the hours together. */
export function sumOf(hours: readonly HourOfTries[]): DaySum {
  const tries = hours.reduce((sum, one) => sum + one.tries, 0);
  const seconds = hours.reduce((sum, one) => sum + one.secondsPerTry * one.tries, 0);
  return {
    tries,
    failures: hours.reduce((sum, one) => sum + one.failures, 0),
    mean: tries === 0 ? 0 : seconds / tries,
    longest: Math.max(0, ...hours.map((one) => one.secondsPerTry)),
  };
}
