import { dueOf } from '../../../src/dashboard/web/parts/due.ts';

const dueAt = '2026-12-21T22:59:59Z';

test.each([
  ['2026-11-21T08:00:00Z', null, '30 days left'],
  ['2026-12-14T22:59:59Z', 'soon', '7 days left'],
  ['2026-12-20T22:00:00Z', 'soon', '1 day left'],
  ['2026-12-21T10:00:00Z', 'today', 'less than a day left'],
  ['2026-12-21T23:00:00Z', 'overdue', 'overdue by 1 day'],
  ['2026-12-24T23:00:00Z', 'overdue', 'overdue by 4 days'],
])('at %s an open request shows %s', (now, warning, text) => {
  const due = dueOf({ state: 'running', dueAt, finishedAt: null }, new Date(now));
  expect(due).toEqual({ warning, text });
});

test('a request that ended in time shows no warning, even long after its last day', () => {
  const due = dueOf(
    { state: 'completed', dueAt, finishedAt: '2026-11-22T08:00:00Z' },
    new Date('2027-06-01T00:00:00Z'),
  );
  expect(due).toEqual({ warning: null, text: '' });
});

test('a request that ended late says so', () => {
  const due = dueOf(
    { state: 'completed', dueAt, finishedAt: '2026-12-22T08:00:00Z' },
    new Date('2026-12-23T00:00:00Z'),
  );
  expect(due).toEqual({ warning: 'late', text: 'ended late' });
});
