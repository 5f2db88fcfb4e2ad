import type { Answer } from '../../http/call.ts';
import { Refusal } from '../../http/refusal.ts';

const names: Readonly<Record<number, string>> = {
  401: "Couldn't authenticate you",
  403: 'Forbidden',
  404: 'RecordNotFound',
  405: 'MethodNotAllowed',
  422: 'RecordInvalid',
  429: 'APIRateLimitExceeded',
  500: 'InternalError',
  503: 'ServiceUnavailable',
};

const nameFor = (status: number) => names[status] ?? 'InvalidEndpoint';

export function zendeskError(
  status: number,
  description: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return { status, headers, body: { error: nameFor(status), description } };
}

export const notFound = () => new Refusal(zendeskError(404, 'Not found'));

export const tooMany = (seconds: number) =>
  zendeskError(429, 'You have exceeded the rate limit.', { 'Retry-After': String(seconds) });
