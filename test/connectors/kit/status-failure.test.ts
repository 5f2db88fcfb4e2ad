import { knownCode } from '../../../src/connectors/kit/known-code.ts';
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
])('turns %i into %s', (status, code) => {
  expect(statusFailure({ status, retryAfter: null }, now).code).toBe(code);
});

test('keeps the full Retry-After of a throttled and of an unavailable answer', () => {
  expect(statusFailure({ status: 429, retryAfter: '900' }, now).retryAfter).toBe(900);
  expect(statusFailure({ status: 503, retryAfter: '17' }, now).retryAfter).toBe(17);
});

test('shows a code of the vendor that is known, and no other text', () => {
  const messageOf = (text: string | null) => {
    const vendorCode = knownCode(text, ['Request_BadRequest']);
    return statusFailure({ status: 400, retryAfter: null, vendorCode }, now).message;
  };
  expect(messageOf('Request_BadRequest')).toBe('HTTP 400 Request_BadRequest');
  for (const text of ['First.Last', 'Lovelace', 'ADA_LOVELACE', 'ada@example.org', '', null])
    expect(messageOf(text)).toBe('HTTP 400');
});
