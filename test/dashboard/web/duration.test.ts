import { durationText } from '../../../src/dashboard/web/parts/duration.ts';

const start = '2026-11-21T08:00:00Z';

test.each([
  ['2026-11-21T08:00:00.400Z', 'less than 1 s'],
  ['2026-11-21T08:00:41Z', '41 s'],
  ['2026-11-21T08:01:05Z', '1 min 5 s'],
  ['2026-11-21T10:00:05Z', '2 h'],
  ['2026-11-22T09:10:00Z', '1 day 1 h'],
  ['2026-11-25T08:00:00Z', '4 days'],
  ['2026-11-21T07:00:00Z', 'less than 1 s'],
])('until %s it is %s', (end, text) => {
  expect(durationText(start, end)).toBe(text);
});
