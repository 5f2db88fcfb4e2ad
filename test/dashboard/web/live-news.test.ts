import { countOf, newsOfList, newsOfRequest } from '../../../src/dashboard/web/live-news.ts';
import { progressOf, progressText } from '../../../src/dashboard/web/progress.ts';
import { requestView, systemVerdict } from './request-view.ts';

const page = (...items: ReturnType<typeof requestView>[]) => ({ items, continuation: null });

test('a reading that brings nothing new is not announced', () => {
  const request = requestView({ systems: [systemVerdict()] });
  expect(newsOfRequest(request, { ...request, updatedAt: '2026-11-21T08:00:09Z' })).toBe('');
  expect(newsOfList(page(request), page(request))).toBe('');
});

test('a new state and a new verdict are announced by name', () => {
  const before = requestView({ systems: [systemVerdict()] });
  const now = requestView({
    state: 'verifying',
    systems: [systemVerdict({ verdict: 'erased' })],
  });
  expect(newsOfRequest(before, now)).toBe('Request is now: Verifying. Customers Germany: Erased.');
});

test('the list announces its size first, then what came and what moved', () => {
  const old = requestView();
  const ended = { ...old, state: 'completed' as const };
  expect(newsOfList(null, page(old))).toBe('1 request.');
  expect(newsOfList(page(old), page(requestView({ id: 'R2' }), ended))).toBe(
    '1 new request. CASE-1: Completed.',
  );
});

test('many changes at once are only counted', () => {
  const before = ['R1', 'R2', 'R3', 'R4'].map((id) => requestView({ id }));
  const now = before.map((request) => ({ ...request, state: 'completed' as const }));
  expect(newsOfList(page(...before), page(...now))).toBe('4 changes in the list.');
});

test('a list that goes on says that it shows the newest only', () => {
  expect(countOf({ items: [requestView()], continuation: 'x' })).toBe('The newest 1 request.');
  expect(countOf(page())).toBe('No requests.');
});

test('progress counts what is decided, and exceptions apart', () => {
  const progress = progressOf([
    systemVerdict({ verdict: 'erased' }),
    systemVerdict({ verdict: 'failed', code: 'unavailable' }),
    systemVerdict({ verdict: 'pending' }),
    systemVerdict(),
  ]);
  expect(progress).toEqual({ systems: 4, decided: 2, exceptions: 1 });
  expect(progressText(progress)).toBe('2 of 4, 1 exception');
  expect(progressText(progressOf([]))).toBe('not known yet');
});
