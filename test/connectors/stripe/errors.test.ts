import stripe from '../../../src/connectors/stripe/connector.ts';
import { madeOf } from '../answering-vendor.ts';

const record = { kind: 'customer', id: 'cus_0123456789abcd' };
const asked = {
  connector: stripe,
  settings: {},
  secrets: { apiKey: 'rk_test_invented' },
  record,
};

/** https://docs.stripe.com/api/errors and https://docs.stripe.com/error-codes */
test.each([
  [400, { type: 'invalid_request_error' }, 'refused: HTTP 400 invalid_request_error'],
  [
    400,
    { type: 'invalid_request_error', code: 'parameter_unknown' },
    'refused: HTTP 400 parameter_unknown',
  ],
  [400, { type: 'idempotency_error' }, 'refused: HTTP 400 idempotency_error'],
  [401, { type: 'invalid_request_error' }, 'credentials-rejected: HTTP 401 invalid_request_error'],
  [
    401,
    { type: 'invalid_request_error', code: 'api_key_expired' },
    'credentials-rejected: HTTP 401 api_key_expired',
  ],
  [402, { type: 'card_error' }, 'refused: HTTP 402'],
  [403, { type: 'invalid_request_error' }, 'permission-missing: HTTP 403 invalid_request_error'],
  // Nothing is there, so nothing has to be erased.
  [404, { type: 'invalid_request_error', code: 'resource_missing' }, 'done'],
  [404, { type: 'invalid_request_error' }, 'refused: HTTP 404 invalid_request_error'],
  [
    409,
    { type: 'idempotency_error', code: 'idempotency_key_in_use' },
    'unavailable: HTTP 409 idempotency_key_in_use',
  ],
  [409, { type: 'idempotency_error' }, 'refused: HTTP 409 idempotency_error'],
  [429, { type: 'invalid_request_error', code: 'rate_limit' }, 'throttled: HTTP 429 rate_limit'],
  [
    429,
    { type: 'invalid_request_error', code: 'lock_timeout' },
    'throttled: HTTP 429 lock_timeout',
  ],
  [500, { type: 'api_error' }, 'unavailable: HTTP 500 api_error'],
  [503, { type: 'api_error' }, 'unavailable: HTTP 503 api_error'],
  // A code that no page of Stripe names may hold a value of the person.
  [400, { type: 'kanarina', code: 'kanarina_vogelsang' }, 'refused: HTTP 400'],
])('%i %j is %s', async (status, error, is) => {
  const body = { error: { ...error, message: 'kanarina@example.org' } };
  expect(await madeOf({ status, body }, asked)).toBe(is);
});

test('a 404 page of a proxy does not count as an answer of Stripe', async () => {
  expect(await madeOf({ status: 404, body: '<html>' }, asked)).toBe('unexpected-answer: HTTP 404');
});
