import { type FailureCode, SystemFailure } from '../../domain/failure.ts';

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const meanings: Readonly<Record<string, FailureCode>> = {
  AADSTS90002: 'misconfigured',
  AADSTS900023: 'misconfigured',
  AADSTS700016: 'misconfigured',
  AADSTS50034: 'misconfigured',
  AADSTS50196: 'throttled',
  AADSTS90006: 'unavailable',
  AADSTS90033: 'unavailable',
};

const rejections = ['invalid_client', 'unauthorized_client', 'invalid_grant', 'access_denied'];

/** Turns an error of @azure/identity into a failure. Its messages hold URLs, so only Microsoft's error code is kept. */
export function tokenFailure(error: unknown): SystemFailure {
  if (error instanceof SystemFailure) return error;
  const text = textOf(error);
  const aadsts = /AADSTS\d{4,7}/.exec(text)?.[0];
  const known = aadsts === undefined ? undefined : meanings[aadsts];
  if (known) return new SystemFailure(known, `no token (${aadsts})`);
  const rejected = aadsts !== undefined || rejections.some((word) => text.includes(word));
  if (rejected) {
    return new SystemFailure('credentials-rejected', `no token (${aadsts ?? 'rejected'})`);
  }
  const status = statusOf(error);
  if (status === 429) return new SystemFailure('throttled', 'no token (HTTP 429)');
  return new SystemFailure('unavailable', 'the authority did not answer');
}

function textOf(error: unknown): string {
  let text = '';
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    text += `${cause.name} ${cause.message} `;
  }
  return text;
}

function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  return typeof error.statusCode === 'number' ? error.statusCode : null;
}
