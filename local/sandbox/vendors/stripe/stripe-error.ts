import type { Answer } from '../../http/call.ts';
import { Refusal } from '../../http/refusal.ts';

const types: Readonly<Record<number, string>> = {
  409: 'idempotency_error',
  500: 'api_error',
  502: 'api_error',
  503: 'api_error',
  504: 'api_error',
};

/** https://docs.stripe.com/api/errors */
export function stripeError(status: number, message: string, more: object = {}): Answer {
  return {
    status,
    body: { error: { type: types[status] ?? 'invalid_request_error', message, ...more } },
  };
}

export const badRequest = (message: string, param?: string) =>
  new Refusal(stripeError(400, message, param === undefined ? {} : { param }));

export const resourceMissing = (what: string, id: string) =>
  new Refusal(
    stripeError(404, `No such ${what}: '${id}'`, { code: 'resource_missing', param: 'id' }),
  );
