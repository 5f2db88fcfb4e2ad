import { parseTimeSpan, timeSpanText } from '../../../../local/host/settings/time-span.ts';

test.each([
  ['00:00:30', 30_000],
  ['00:05', 300_000],
  ['1.02:03:04', 93_784_000],
  ['00:00:00.1', 100],
  ['00:00:00.1000000', 100],
  ['-00:00:01', -1_000],
])('%s is %i ms', (text, milliseconds) => {
  expect(parseTimeSpan(text)).toBe(milliseconds);
});

test.each(['', '30', 'PT30S', '25:00:00', '00:60:00', '0 */5 * * * *'])(
  '"%s" is not a TimeSpan',
  (text) => {
    expect(parseTimeSpan(text)).toBeUndefined();
  },
);

test.each([
  [2_000, '00:00:02'],
  [1_500, '00:00:01.5000000'],
  [300_000, '00:05:00'],
  [93_784_000, '1.02:03:04'],
])('%i ms is written as %s', (milliseconds, text) => {
  expect(timeSpanText(milliseconds)).toBe(text);
  expect(parseTimeSpan(text)).toBe(milliseconds);
});
