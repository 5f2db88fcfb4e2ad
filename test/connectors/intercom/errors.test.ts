import intercom from '../../../src/connectors/intercom/connector.ts';
import { madeOf } from '../answering-vendor.ts';

const asked = {
  connector: intercom,
  settings: {},
  secrets: { accessToken: 'invented' },
  record: { kind: 'contact', id: '0123456789abcdef01234567' },
};

/** https://developers.intercom.com/docs/references/rest-api/errors/error-codes */
test.each([
  [400, 'parameter_invalid', 'refused: HTTP 400 parameter_invalid'],
  [400, 'intercom_version_invalid', 'refused: HTTP 400 intercom_version_invalid'],
  [401, 'unauthorized', 'credentials-rejected: HTTP 401 unauthorized'],
  [401, 'token_revoked', 'credentials-rejected: HTTP 401 token_revoked'],
  [403, 'forbidden', 'permission-missing: HTTP 403 forbidden'],
  [403, 'api_plan_restricted', 'permission-missing: HTTP 403 api_plan_restricted'],
  // Nothing is there, so nothing has to be erased.
  [404, 'not_found', 'done'],
  [409, 'conflict', 'refused: HTTP 409 conflict'],
  [429, 'rate_limit_exceeded', 'throttled: HTTP 429 rate_limit_exceeded'],
  [500, 'server_error', 'unavailable: HTTP 500 server_error'],
  [503, 'service_unavailable', 'unavailable: HTTP 503 service_unavailable'],
  // A code that no page of Intercom names may hold a value of the person.
  [400, 'kanarina_vogelsang', 'refused: HTTP 400'],
])('%i %s is %s', async (status, code, is) => {
  const body = { type: 'error.list', errors: [{ code, message: 'kanarina@example.org' }] };
  expect(await madeOf({ status, body }, asked)).toBe(is);
});

test('waits until the limit of Intercom ends', async () => {
  const ends = Date.parse('2026-11-21T08:00:30Z') / 1000;
  const headers = { 'x-ratelimit-reset': String(ends) };
  const body = { type: 'error.list', errors: [{ code: 'rate_limit_exceeded' }] };
  expect(await madeOf({ status: 429, body, headers }, asked)).toBe(
    'throttled: HTTP 429 rate_limit_exceeded, wait 30 s',
  );
});

test('a 404 page of a proxy does not count as an answer of Intercom', async () => {
  expect(await madeOf({ status: 404, body: '<html>' }, asked)).toBe('unexpected-answer: HTTP 404');
});
