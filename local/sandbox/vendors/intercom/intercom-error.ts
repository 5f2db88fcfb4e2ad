import { randomUUID } from 'node:crypto';
import type { Answer } from '../../http/call.ts';
import { Refusal } from '../../http/refusal.ts';

const codes: Readonly<Record<number, string>> = {
  400: 'parameter_invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not_found',
  429: 'rate_limit_exceeded',
  503: 'service_unavailable',
};

/** https://developers.intercom.com/docs/references/rest-api/errors/error-objects */
export function intercomError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  const code = codes[status] ?? 'server_error';
  return {
    status,
    headers,
    body: { type: 'error.list', request_id: randomUUID(), errors: [{ code, message }] },
  };
}

export const notFound = (what: string) => new Refusal(intercomError(404, `${what} Not Found`));
export const badRequest = (message: string) => new Refusal(intercomError(400, message));
