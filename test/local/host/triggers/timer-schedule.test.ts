import { parseTimerSchedule } from '../../../../local/host/triggers/timer-schedule.ts';

const start = new Date('2026-11-21T10:17:30.250Z'); // a Saturday

test.each([
  ['0 */5 * * * *', '2026-11-21T10:20:00.000Z'],
  ['*/5 * * * * *', '2026-11-21T10:17:35.000Z'],
  ['30 17 10 * * *', '2026-11-22T10:17:30.000Z'],
  ['*/5 * * * *', '2026-11-21T10:20:00.000Z'],
  ['0 0 9-17 * * MON-FRI', '2026-11-23T09:00:00.000Z'],
  ['0 0 0 1 Jan *', '2027-01-01T00:00:00.000Z'],
  ['0 30 9 1,15 * *', '2026-12-01T09:30:00.000Z'],
  ['00:00:30', '2026-11-21T10:18:00.250Z'],
  ['1.00:00:00', '2026-11-22T10:17:30.250Z'],
])('%s comes next at %s', (text, next) => {
  expect(parseTimerSchedule(text, 'UTC').next(start).toISOString()).toBe(next);
});

test('day of month and day of week must both match', () => {
  expect(parseTimerSchedule('0 0 0 13 * FRI', 'UTC').next(start).toISOString()).toBe(
    '2027-08-13T00:00:00.000Z',
  );
});

test('times are in the time zone', () => {
  expect(parseTimerSchedule('0 0 9 * * *', 'Europe/Berlin').next(start).toISOString()).toBe(
    '2026-11-22T08:00:00.000Z',
  );
});

test.each([
  ['*/59 * * * * *', true],
  ['0 * * * * *', false],
  ['00:00:59', true],
  ['00:01:00', false],
])('%s is frequent: %s', (text, isFrequent) => {
  expect(parseTimerSchedule(text, 'UTC').isFrequent).toBe(isFrequent);
});

test.each([
  '',
  'soon',
  '* * * *',
  '0 0 L * *',
  '@daily',
  '0 0 0 * * 1#2',
  '0 60 * * * *',
  '00:00:00',
])('"%s" is not a schedule', (text) => {
  expect(() => parseTimerSchedule(text, 'UTC')).toThrow(/schedule/);
});
