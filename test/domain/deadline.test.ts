import { dueAt } from '../../src/domain/deadline.ts';

test.each([
  [
    'one month, the day of receipt not counted',
    '2026-03-02T10:00:00Z',
    'UTC',
    '2026-04-02T23:59:59.999Z',
  ],
  ['the last day of a shorter month', '2026-08-31T10:00:00Z', 'UTC', '2026-09-30T23:59:59.999Z'],
  ['the last of February', '2027-12-31T10:00:00Z', 'UTC', '2028-01-31T23:59:59.999Z'],
  ['a leap day', '2028-01-31T10:00:00Z', 'UTC', '2028-02-29T23:59:59.999Z'],
  ['over the end of a year', '2026-12-15T10:00:00Z', 'UTC', '2027-01-15T23:59:59.999Z'],
  ['a Saturday moves to Monday', '2026-04-02T10:00:00Z', 'UTC', '2026-05-04T23:59:59.999Z'],
  ['a Sunday moves to Monday', '2026-04-03T10:00:00Z', 'UTC', '2026-05-04T23:59:59.999Z'],
  [
    'the day is the day in the time zone',
    '2026-03-02T23:30:00Z',
    'Europe/Berlin',
    '2026-04-03T21:59:59.999Z',
  ],
  [
    'summer time begins within the period',
    '2026-03-10T10:00:00Z',
    'Europe/Berlin',
    '2026-04-10T21:59:59.999Z',
  ],
  ['far west', '2026-03-02T02:00:00Z', 'America/Los_Angeles', '2026-04-02T06:59:59.999Z'],
])('GDPR: %s', (_name, receivedAt, timeZone, due) => {
  expect(dueAt(new Date(receivedAt), 'gdpr', timeZone)).toBe(due);
  expect(dueAt(new Date(receivedAt), 'uk-gdpr', timeZone)).toBe(due);
});

test.each([
  ['45 calendar days', '2026-03-02T10:00:00Z', 'UTC', '2026-04-16T23:59:59.999Z'],
  ['weekends count', '2026-03-04T10:00:00Z', 'UTC', '2026-04-18T23:59:59.999Z'],
  ['in the time zone', '2026-03-02T02:00:00Z', 'America/Los_Angeles', '2026-04-16T06:59:59.999Z'],
])('CCPA: %s', (_name, receivedAt, timeZone, due) => {
  expect(dueAt(new Date(receivedAt), 'ccpa', timeZone)).toBe(due);
});
