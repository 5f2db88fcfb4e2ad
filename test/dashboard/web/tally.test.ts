import { doneNothing, tallyText, verdictsOf } from '../../../src/dashboard/web/words/tally.ts';
import { systemStatus } from './request-view.ts';

test.each([
  [{}, 'not known yet'],
  [{ erased: 3, absent: 1, expires: 1 }, '5 of 5'],
  [{ erased: 3, failed: 1, open: 1 }, '3 of 5 (1 failed, 1 open)'],
  [{ exported: 1, unsearched: 2, retained: 1 }, '1 of 4 (2 not searched, 1 retained)'],
  [{ pending: 1, failed: 0 }, '0 of 1 (1 pending)'],
  [{ erased: 1, shredded: 1 }, '1 of 2 (1 shredded)'],
])('only good verdicts count as done: %j is %s', (verdicts, text) => {
  expect(tallyText(verdicts)).toBe(text);
});

test('when an older service sends no counts, the verdicts of the systems are counted', () => {
  const systems = [systemStatus({ verdict: 'erased' }), systemStatus(), systemStatus()];
  expect(verdictsOf({ systems })).toEqual({ erased: 1, open: 2 });
  expect(verdictsOf({ systems, verdicts: { failed: 3 } })).toEqual({ failed: 3 });
});

test.each([
  [{}, false],
  [{ absent: 2, unsearched: 1 }, true],
  [{ absent: 2, erased: 1 }, false],
  [{ absent: 2, erased: 0 }, true],
  [{ absent: 2, shredded: 1 }, false],
])('%j did nothing: %s', (verdicts, nothing) => {
  expect(doneNothing(verdicts)).toBe(nothing);
});
