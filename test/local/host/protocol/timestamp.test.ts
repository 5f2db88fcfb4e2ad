import {
  addMilliseconds,
  nextTick,
  notAfter,
  utcNow,
  withOffset,
} from '../../../../local/host/protocol/timestamp.ts';

test('the current time has seven fraction digits and is never returned twice', () => {
  const times = Array.from({ length: 500 }, utcNow);
  expect(times[0]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z$/);
  expect(new Set(times).size).toBe(500);
});
test('an addition keeps the digits below the millisecond, and carries', () => {
  expect(addMilliseconds('2026-11-21T06:06:49.2736871Z', 500)).toBe('2026-11-21T06:06:49.7736871Z');
  expect(addMilliseconds('2026-11-21T06:06:49.9999999Z', 0.5)).toBe('2026-11-21T06:06:50.0004999Z');
  expect(addMilliseconds('2026-11-21T06:06:49.7Z', 400)).toBe('2026-11-21T06:06:50.1000000Z');
});
test('the next tick is later and has no time zone', () => {
  expect(nextTick('2026-11-21T06:06:49.2736879Z')).toBe('2026-11-21T06:06:49.2736880');
  expect(nextTick('2026-11-21T06:06:49.9999999')).toBe('2026-11-21T06:06:50.0000000');
  expect(notAfter('2026-11-21T06:06:49.2736879Z', '2026-11-21T06:06:49.2736880')).toBe(true);
});
test('an offset replaces the Z', () => {
  expect(withOffset('2026-11-21T06:06:49.2736879Z')).toBe('2026-11-21T06:06:49.2736879+00:00');
});
