import { statusFailure } from '../../../src/connectors/kit/status-failure.ts';

const now = new Date('2026-11-21T08:00:00Z');

test.each([
  [301, 'unexpected-answer'],
  [400, 'refused'],
  [401, 'credentials-rejected'],
  [403, 'permission-missing'],
  [404, 'refused'],
  [405, 'refused'],
  [408, 'throttled'],
  [409, 'refused'],
  [422, 'refused'],
  [429, 'throttled'],
  [500, 'unavailable'],
  [502, 'unavailable'],
  [503, 'unavailable'],
  [504, 'unavailable'],
])('means %i as %s', (status, code) => {
  expect(statusFailure({ status, retryAfter: null }, now).code).toBe(code);
});

test('keeps the whole Retry-After of a throttled and of an unavailable answer', () => {
  expect(statusFailure({ status: 429, retryAfter: '900' }, now).retryAfter).toBe(900);
  expect(statusFailure({ status: 503, retryAfter: '17' }, now).retryAfter).toBe(17);
});

test('shows a plain word of the vendor, and nothing that could be a value', () => {
  const messageOf = (vendorCode: string) =>
    statusFailure({ status: 400, retryAfter: null, vendorCode }, now).message;
  expect(messageOf('Request_BadRequest')).toBe('HTTP 400 Request_BadRequest');
  expect(messageOf('ada@example.org is unknown')).toBe('HTTP 400');
  expect(messageOf('2f1c7c0e-5c0b-4a53-9a0b-6f3f5a1d9c11')).toBe('HTTP 400');
});
