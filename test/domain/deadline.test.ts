import { clockAfter, dueAt } from '../../src/domain/deadline.ts';
import type { Decision } from '../../src/domain/gates.ts';

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

test.each([
  ['three months in all', 'gdpr', '2026-03-02T10:00:00Z', '2026-06-02T23:59:59.999Z'],
  [
    'to the last day of a shorter month',
    'gdpr',
    '2026-11-30T10:00:00Z',
    '2027-03-01T23:59:59.999Z',
  ],
  [
    'counted from receipt, not from the first last day',
    'gdpr',
    '2026-01-31T10:00:00Z',
    '2026-04-30T23:59:59.999Z',
  ],
  ['90 days in all', 'ccpa', '2026-03-02T10:00:00Z', '2026-05-31T23:59:59.999Z'],
] as const)('with an extension: %s', (_name, regulation, receivedAt, due) => {
  expect(dueAt(new Date(receivedAt), regulation, 'UTC', { extended: true })).toBe(due);
});

describe('the clock that stands still', () => {
  const at = (day: number, hour = 10) => `2026-03-${String(day).padStart(2, '0')}T${hour}:00:00Z`;
  const hold = (day: number, reason: string, until: string | null = null) =>
    ({ what: 'hold', reason, until, at: at(day), by: 'ada' }) as Decision;
  const resume = (day: number, hour = 10) =>
    ({ what: 'resume', at: at(day, hour), by: 'ada' }) as Decision;
  const stopped = (regulation: 'uk-gdpr' | 'gdpr' | 'ccpa', ...decisions: Decision[]) =>
    clockAfter(regulation, decisions, 'Europe/London', new Date(at(28))).stoppedDays;

  test.each<[string, Decision[], number]>([
    ['from the hold to the resume', [hold(3, 'identity'), resume(10)], 7],
    ['not within one day', [hold(3, 'fee'), resume(3, 20)], 0],
    ['not while it still stands', [hold(3, 'clarification')], 0],
    ['until the date of a hold that ended by itself', [hold(3, 'fee', at(5))], 2],
    ['until the resume when that came first', [hold(3, 'fee', at(20)), resume(5)], 2],
    ['twice', [hold(3, 'fee'), resume(5), hold(9, 'identity'), resume(12)], 5],
    [
      'until the next hold took its place',
      [hold(3, 'fee'), hold(6, 'investigation'), resume(9)],
      3,
    ],
    ['not for an investigation', [hold(3, 'investigation'), resume(10)], 0],
    ['over the change to summer time', [hold(27, 'fee'), { ...resume(28) }], 1],
  ])('in the UK %s', (_name, decisions, days) => {
    expect(stopped('uk-gdpr', ...decisions)).toBe(days);
  });

  test('nowhere else', () => {
    const decisions = [hold(3, 'identity'), resume(10)];
    expect(stopped('gdpr', ...decisions)).toBe(0);
    expect(stopped('ccpa', ...decisions)).toBe(0);
  });

  test('moves the last day, to a working day', () => {
    const received = new Date('2026-03-02T10:00:00Z');
    const due = (stoppedDays: number) =>
      dueAt(received, 'uk-gdpr', 'Europe/London', { stoppedDays });
    expect(due(1)).toBe('2026-04-03T22:59:59.999Z');
    expect(due(2)).toBe('2026-04-06T22:59:59.999Z');
  });
});
