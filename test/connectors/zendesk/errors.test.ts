import zendesk from '../../../src/connectors/zendesk/connector.ts';
import { madeOf } from '../answering-vendor.ts';

const asked = {
  connector: zendesk,
  settings: { user: 'privacy@nordlicht.example' },
  secrets: { apiToken: 'invented' },
  record: { kind: 'user', id: '3600001' },
};

/** https://developer.zendesk.com/api-reference/introduction/requests/ and /rate-limits/ */
test.each([
  [400, { error: 'InvalidValue' }, 'refused: HTTP 400 InvalidValue'],
  [
    401,
    { error: "Couldn't authenticate you" },
    "credentials-rejected: HTTP 401 Couldn't authenticate you",
  ],
  [403, { error: { title: 'Forbidden' } }, 'permission-missing: HTTP 403 Forbidden'],
  // Nothing is there, so nothing has to be erased.
  [404, { error: 'RecordNotFound' }, 'done'],
  [404, { error: 'InvalidEndpoint' }, 'refused: HTTP 404 InvalidEndpoint'],
  [409, { error: 'Conflict' }, 'refused: HTTP 409 Conflict'],
  // The user has tickets that are not closed.
  [422, { error: 'RecordInvalid' }, 'refused: HTTP 422 RecordInvalid'],
  [500, {}, 'unavailable: HTTP 500'],
  [503, {}, 'unavailable: HTTP 503'],
  // A text that is no name of an error may hold a value of the person.
  [422, { error: 'kanarina@example.org' }, 'refused: HTTP 422'],
])('%i %j is %s', async (status, error, is) => {
  expect(await madeOf({ status, body: { ...error, description: 'kanarina' } }, asked)).toBe(is);
});

test('waits as long as Zendesk says', async () => {
  const headers = { 'retry-after': '93' };
  const body = { error: 'APIRateLimitExceeded' };
  expect(await madeOf({ status: 429, body, headers }, asked)).toBe(
    'throttled: HTTP 429 APIRateLimitExceeded, wait 93 s',
  );
});
