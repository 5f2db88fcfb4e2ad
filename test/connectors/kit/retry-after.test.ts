import { retryAfterSeconds } from '../../../src/connectors/kit/retry-after.ts';

const now = new Date('2026-11-21T08:00:00Z');

test.each([
  ['120', 120],
  [' 3 ', 3],
  ['0', 0],
  ['1.2', 2],
  ['Sat, 21 Nov 2026 08:02:00 GMT', 120],
  ['Sat, 21 Nov 2026 07:00:00 GMT', 0],
  ['4000', 4000],
  ['soon', null],
  ['', null],
  [null, null],
])('reads %p as %p seconds', (header, seconds) => {
  expect(retryAfterSeconds(header, now)).toBe(seconds);
});
