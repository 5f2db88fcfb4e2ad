import { numberedRequest } from '../../support/numbered-request.ts';
import { countOf, newsOfList, newsOfRequest } from '../../../src/dashboard/web/words/live-news.ts';
import { requestView, systemStatus } from './request-view.ts';

const page = (...items: ReturnType<typeof requestView>[]) => ({ items, continuation: null });

test('a reading that brings nothing new is not announced', () => {
  const request = requestView({ systems: [systemStatus()], waitingFor: ['b2c-de'] });
  expect(newsOfRequest(request, { ...request, updatedAt: '2026-11-21T08:00:09Z' })).toBe('');
  expect(newsOfList(page(request), page(request))).toBe('');
});

test('a new state and a new verdict are announced by name', () => {
  const before = requestView({ systems: [systemStatus()] });
  const now = requestView({ state: 'verifying', systems: [systemStatus({ verdict: 'erased' })] });
  expect(newsOfRequest(before, now)).toBe('Request is now: Verifying. Customers Germany: Erased.');
});

test('the systems that hold a request up are announced when they begin and when they are done', () => {
  const before = requestView({ systems: [systemStatus()] });
  const waiting = { ...before, waitingFor: ['b2c-de'] };
  expect(newsOfRequest(before, waiting)).toBe('Now waiting for Customers Germany.');
  expect(newsOfRequest(waiting, before)).toBe('No longer waiting.');
});

test('the list first announces its size, then new and changed requests', () => {
  const old = requestView();
  const ended = { ...old, state: 'completed' as const };
  expect(newsOfList(null, page(old))).toBe('1 request.');
  expect(newsOfList(page(old), page(requestView({ id: numberedRequest(2) }), ended))).toBe(
    '1 new request. CASE-1: Completed.',
  );
});

test('many changes at once are only counted', () => {
  const before = [1, 2, 3, 4].map((number) => requestView({ id: numberedRequest(number) }));
  const now = before.map((request) => ({ ...request, state: 'completed' as const }));
  expect(newsOfList(page(...before), page(...now))).toBe('4 changes in the list.');
});

test('rows that were asked for are not announced as new requests', () => {
  const before = { items: [requestView()], continuation: 'x' };
  expect(newsOfList(before, page(requestView(), requestView({ id: 'R2' })))).toBe('2 requests.');
});

test('a list with more pages says that there are more', () => {
  expect(countOf({ items: [requestView()], continuation: 'x' })).toBe(
    '1 request shown. There are more.',
  );
  expect(countOf(page())).toBe('No requests.');
});
