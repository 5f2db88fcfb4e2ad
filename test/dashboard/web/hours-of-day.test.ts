import { hoursOfDay, sumOf } from '../../../src/dashboard/web/overview/hours-of-day.ts';
import { shareText } from '../../../src/dashboard/web/parts/numbers.ts';

const now = new Date('2026-11-21T08:30:00Z');
const hour = (hour: string, tries: number, failures: number, secondsPerTry: number) => ({
  hour,
  tries,
  failures,
  secondsPerTry,
});

test('every hour of the last day has its place, with gaps where nothing was tried', () => {
  const first = hour('2026-11-20T09:00:00Z', 1, 0, 1);
  const last = hour('2026-11-21T08:00:00Z', 2, 1, 1);
  const hours = hoursOfDay([first, last], now);
  expect(hours).toHaveLength(24);
  expect([hours[0], hours[1], hours[23]]).toEqual([first, null, last]);
});

test('an hour of the day before yesterday is not shown', () => {
  expect(hoursOfDay([hour('2026-11-20T08:00:00Z', 1, 0, 1)], now).every((one) => !one)).toBe(true);
});

test('the mean counts tries, not hours', () => {
  const sum = sumOf([hour('a', 9, 1, 1), hour('b', 1, 1, 11)]);
  expect(sum).toEqual({ tries: 10, failures: 2, mean: 2, longest: 11 });
  expect(sumOf([])).toEqual({ tries: 0, failures: 0, mean: 0, longest: 0 });
});

test.each([
  [1000, 1000, '100%'],
  [999, 1000, '99%'],
  [1, 1000, '1%'],
  [0, 7, '0%'],
])('%i of %i is %s: all is said only of all', (part, whole, text) => {
  expect(shareText(part, whole)).toBe(text);
});
