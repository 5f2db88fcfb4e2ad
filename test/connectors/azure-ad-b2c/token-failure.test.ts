import { tokenFailure } from '../../../src/connectors/azure-ad-b2c/token-failure.ts';

const wrapped = (message: string) => new Error('outer', { cause: new Error(message) });

test.each([
  ['invalid_client: AADSTS7000215: Invalid client secret provided.', 'credentials-rejected'],
  ['AADSTS7000222: The provided client secret keys are expired.', 'credentials-rejected'],
  ['AADSTS700027: The certificate … is not registered.', 'credentials-rejected'],
  ['unauthorized_client: something', 'credentials-rejected'],
  ['AADSTS90002: Tenant not found.', 'misconfigured'],
  ['AADSTS700016: Application not found in the directory.', 'misconfigured'],
  ['AADSTS90033: A transient error has occurred.', 'unavailable'],
  ['AADSTS50196: The server terminated an operation: client request loop.', 'throttled'],
  ['endpoints_resolution_error: https://login.example.org/secret-tenant', 'unavailable'],
  ['connect ECONNREFUSED 127.0.0.1:1', 'unavailable'],
])('turns %p into %s, and quotes only the code', (message, code) => {
  for (const error of [new Error(message), wrapped(message)]) {
    const failure = tokenFailure(error);
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(
      /^(no token \((AADSTS\d+|rejected)\)|the authority did not answer)$/,
    );
    expect(failure.cause).toBeUndefined();
  }
});

test('throttling by the authority is not reported as unavailable', () => {
  const error = Object.assign(new Error('slow down'), { statusCode: 429 });
  expect(tokenFailure(error).code).toBe('throttled');
});
