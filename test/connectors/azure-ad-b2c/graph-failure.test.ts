import { graphCode, graphFailure } from '../../../src/connectors/azure-ad-b2c/graph-failure.ts';

const now = new Date('2026-11-21T08:00:00Z');
const error = (code: string) => ({
  error: { code, message: "Resource 'ada@example.org' does not exist", innerError: {} },
});

// https://learn.microsoft.com/graph/errors and the pages of the calls we make
test.each([
  [400, 'Request_BadRequest', 'refused'],
  [400, 'Request_UnsupportedQuery', 'refused'],
  [400, 'UnknownError', 'unavailable'],
  [400, '', 'unavailable'],
  [401, 'InvalidAuthenticationToken', 'credentials-rejected'],
  [403, 'Authorization_RequestDenied', 'permission-missing'],
  [403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'permission-missing'],
  [403, 'Authentication_MSGraphPermissionMissing', 'permission-missing'],
  [403, 'UnknownError', 'permission-missing'],
  [404, 'Request_ResourceNotFound', 'refused'],
  [405, 'Request_BadRequest', 'refused'],
  [409, 'Request_Conflict', 'unavailable'],
  [412, 'Request_PreconditionFailed', 'unavailable'],
  [423, 'Directory_Locked', 'unavailable'],
  // An item that depends on another one has this status when the other one failed.
  [424, 'FailedDependency', 'refused'],
  [429, 'TooManyRequests', 'throttled'],
  [429, 'UnknownError', 'throttled'],
  [500, 'Service_InternalServerError', 'unavailable'],
  [500, '', 'unavailable'],
  [500, 'generalException', 'unavailable'],
  [501, 'NotImplemented', 'refused'],
  [502, 'BadGateway', 'unavailable'],
  [503, 'ServiceUnavailable', 'unavailable'],
  [504, 'GatewayTimeout', 'unavailable'],
  [509, 'activityLimitReached', 'unavailable'],
])('turns %i %p into %s', (status, code, meaning) => {
  const failure = graphFailure({ status, retryAfter: '40', body: error(code) }, now);
  expect(failure.code).toBe(meaning);
  expect(failure.retryAfter).toBe(40);
  expect(failure.message).not.toContain('ada');
});

test('a code that Graph does not document is not shown', () => {
  const messageOf = (code: string) =>
    graphFailure({ status: 400, retryAfter: null, body: error(code) }, now).message;
  expect(messageOf('Request_BadRequest')).toBe('HTTP 400 Request_BadRequest');
  expect(messageOf('First.Last')).toBe('HTTP 400');
});

test('accepts bodies that do not come from Graph', () => {
  for (const body of [undefined, null, '<html>', [], {}, { error: 'x' }, { error: { code: 1 } }]) {
    expect(graphCode(body)).toBeNull();
    expect(graphFailure({ status: 503, retryAfter: null, body }, now).code).toBe('unavailable');
  }
});
