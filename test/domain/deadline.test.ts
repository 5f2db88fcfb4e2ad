import { acknowledgeBy, dueAt } from '../../src/domain/deadline.ts';
import type { Regulation } from '../../src/domain/request-type.ts';
import type { Calendar } from '../../src/domain/working-days.ts';

const calendar = (country: string | null, timeZone = 'UTC', ...holidays: string[]): Calendar => ({
  country,
  timeZone,
  holidays,
});

/** The last day in the time zone of the calendar, when it ends there at midnight. */
const last = (received: string, regulation: Regulation, by: Calendar, change = {}) =>
  dueAt(new Date(received), regulation, by, change);

const end = (day: string) => `${day}T23:59:59.999Z`;

test.each([
  ['one month, the day of receipt not counted', '2026-03-02T10:00:00Z', '2026-04-02'],
  ['the last day of a shorter month', '2026-08-31T10:00:00Z', '2026-09-30'],
  ['the same day of a longer month, a Sunday', '2027-04-30T10:00:00Z', '2027-05-31'],
  ['a leap day', '2028-01-31T10:00:00Z', '2028-02-29'],
  ['received on a leap day', '2028-02-29T10:00:00Z', '2028-03-29'],
  ['28 February in a common year, a Sunday', '2027-01-29T10:00:00Z', '2027-03-01'],
  ['over the end of a year', '2026-12-15T10:00:00Z', '2027-01-15'],
  ['a Saturday moves to Monday', '2026-04-02T10:00:00Z', '2026-05-04'],
  ['a Sunday moves to Monday', '2026-04-03T10:00:00Z', '2026-05-04'],
])('GDPR without a country: %s', (_name, received, day) => {
  expect(last(received, 'gdpr', calendar(null))).toBe(end(day));
});

test.each([
  ['a holiday within the week moves to the next day', 'DE', '2026-04-14', '2026-05-15'],
  ['Christmas of 2026 is beside a weekend', 'DE', '2026-11-25', '2026-12-28'],
  ['Good Friday to Easter Monday: four days', 'DE', '2027-02-26', '2027-03-30'],
  ['a Saturday before a holiday on Monday', 'DE', '2026-04-23', '2026-05-26'],
  ['New Year', 'FR', '2026-12-01', '2027-01-04'],
  ['a holiday of another country does not count', 'FR', '2026-09-03', '2026-10-05'],
  ['a holiday of one part of the country', 'DE-BY', '2026-12-06', '2027-01-07'],
  ['the other parts work on that day', 'DE-BE', '2026-12-06', '2027-01-06'],
  ['Orthodox Easter', 'GR', '2027-03-30', '2027-05-04'],
  ['after the years of the table only weekends count', 'DE', '2039-12-01', '2040-01-02'],
])('GDPR with public holidays: %s', (_name, country, received, day) => {
  expect(last(`${received}T10:00:00Z`, 'gdpr', calendar(country))).toBe(end(day));
});

test('an additional holiday of the policy counts like the holidays of the country', () => {
  const local = calendar('DE', 'UTC', '2026-04-02');
  // 3 April is Good Friday, 6 April is Easter Monday.
  expect(last('2026-03-02T10:00:00Z', 'gdpr', local)).toBe(end('2026-04-07'));
});

test.each([
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
  [
    'summer time ends within the period',
    '2026-09-29T10:00:00Z',
    'Europe/Berlin',
    '2026-10-29T22:59:59.999Z',
  ],
  [
    'summer time begins on the last day',
    '2027-02-28T10:00:00Z',
    'Asia/Jerusalem',
    '2027-03-29T20:59:59.999Z',
  ],
  ['far west', '2026-03-02T02:00:00Z', 'America/Los_Angeles', '2026-04-02T06:59:59.999Z'],
])('time zones: %s', (_name, received, timeZone, due) => {
  expect(last(received, 'gdpr', calendar(null, timeZone))).toBe(due);
});

test.each([
  ['as in the EU', 'DE', '2026-03-02', '2026-04-02'],
  [
    'with the bank holidays of the UK, wherever the controller is',
    'DE',
    '2026-04-04',
    '2026-05-05',
  ],
  ['a substitute day for a holiday on a weekend', null, '2026-11-26', '2026-12-29'],
  ['the summer bank holiday of England', 'GB-ENG', '2026-07-31', '2026-09-01'],
  [
    'the summer bank holiday of England does not count for the whole UK',
    'GB',
    '2026-07-31',
    '2026-08-31',
  ],
  ['St Andrew', 'GB-SCT', '2026-10-30', '2026-12-01'],
])('UK: %s', (_name, country, received, day) => {
  expect(last(`${received}T10:00:00Z`, 'uk-gdpr', calendar(country))).toBe(end(day));
});

test.each([
  ['45 calendar days', '2026-03-02T10:00:00Z', 'UTC', '2026-04-16T23:59:59.999Z'],
  ['weekends and holidays count', '2026-05-21T10:00:00Z', 'UTC', '2026-07-05T23:59:59.999Z'],
  ['in the time zone', '2026-03-02T02:00:00Z', 'America/Los_Angeles', '2026-04-16T06:59:59.999Z'],
])('CCPA: %s', (_name, received, timeZone, due) => {
  expect(last(received, 'ccpa', calendar('DE', timeZone))).toBe(due);
});

test.each([
  ['ten business days', '2026-03-02', '2026-03-16'],
  ['received on a Saturday', '2026-03-07', '2026-03-20'],
  ['over Thanksgiving', '2026-11-20', '2026-12-07'],
  ['over Christmas and New Year', '2026-12-21', '2027-01-06'],
])('CCPA, confirmation of the request: %s', (_name, received, day) => {
  const by = acknowledgeBy(new Date(`${received}T10:00:00Z`), 'ccpa', calendar('DE'));
  expect(by).toBe(end(day));
});

test('no other law names a day for the confirmation', () => {
  expect(acknowledgeBy(new Date('2026-03-02T10:00:00Z'), 'gdpr', calendar('DE'))).toBeNull();
  expect(acknowledgeBy(new Date('2026-03-02T10:00:00Z'), 'uk-gdpr', calendar('GB'))).toBeNull();
});

test.each([
  ['three months in all', 'gdpr', '2026-03-02', '2026-06-02'],
  ['to the last day of a shorter month, a Sunday', 'gdpr', '2026-11-30', '2027-03-01'],
  ['counted from receipt, not from the first last day', 'gdpr', '2026-01-31', '2026-04-30'],
  ['over a holiday', 'gdpr', '2026-07-03', '2026-10-05'],
  ['90 days in all', 'ccpa', '2026-03-02', '2026-05-31'],
] as const)('with an extension: %s', (_name, regulation, received, day) => {
  const due = last(`${received}T10:00:00Z`, regulation, calendar('DE'), { extended: true });
  expect(due).toBe(end(day));
});
