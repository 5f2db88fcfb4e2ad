import { fieldOfJson } from '../kit/field-of-json.ts';
import { knownCode } from '../kit/known-code.ts';

/** https://docs.stripe.com/error-codes: the codes that these calls can meet. */
const codes = [
  'api_key_expired',
  'customer_deleted',
  'idempotency_key_in_use',
  'livemode_mismatch',
  'lock_timeout',
  'parameter_invalid_empty',
  'parameter_invalid_string_blank',
  'parameter_missing',
  'parameter_unknown',
  'platform_api_key_expired',
  'rate_limit',
  'resource_missing',
  'secret_key_required',
  'testmode_charges_only',
];

/** https://docs.stripe.com/api/errors: many errors have a type only. */
const types = [
  'api_connection_error',
  'api_error',
  'authentication_error',
  'idempotency_error',
  'invalid_request_error',
  'rate_limit_error',
];

/** Reads the code of an error, or its type when it has no code. */
export const stripeCode = (body: string): string | null =>
  knownCode(fieldOfJson(body, 'error', 'code'), codes) ??
  knownCode(fieldOfJson(body, 'error', 'type'), types);
