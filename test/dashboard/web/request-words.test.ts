import { wordsOfRequest } from '../../../src/dashboard/web/words/request-words.ts';
import { requestView } from './request-view.ts';

const wordsOf = (
  state: string,
  reason: string | null,
  verdicts: Record<string, number>,
  type = 'erasure',
) => wordsOfRequest({ ...requestView(), state, reason, type } as never, verdicts);

test('a request that did what was asked looks like a success', () => {
  expect(wordsOf('completed', null, { erased: 2, absent: 1 })).toMatchObject({
    tone: 'good',
    label: 'Completed',
  });
});

test.each([
  ['no-match', { absent: 3 }, 'erasure', 'Completed: nothing found'],
  ['not-everywhere', { erased: 1, unsearched: 1 }, 'erasure', 'Completed: not everywhere'],
  ['leads-left', { erased: 1 }, 'erasure', 'Completed: leads left'],
  ['retained', { retained: 1, erased: 1 }, 'erasure', 'Completed: some data kept'],
  ['a-reason-of-tomorrow', { erased: 1 }, 'erasure', 'Completed: a-reason-of-tomorrow'],
  [null, { absent: 2, unsearched: 1 }, 'erasure', 'Completed: nothing erased'],
  [null, { absent: 2 }, 'access', 'Completed: nothing exported'],
])('completed with reason %s and %j does not look like one', (reason, verdicts, type, label) => {
  expect(wordsOf('completed', reason, verdicts, type)).toMatchObject({ tone: 'neutral', label });
});

test('a failure stays a failure, whatever its reason, and an unknown state is shown as it is', () => {
  expect(wordsOf('failed', 'no-system-done', { failed: 1 })).toMatchObject({
    tone: 'bad',
    label: 'Failed: no system done',
  });
  expect(wordsOf('dreaming', null, { absent: 1 })).toMatchObject({
    tone: 'unknown',
    label: 'dreaming',
  });
});
