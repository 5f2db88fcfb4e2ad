import { fieldOfJson } from '../kit/field-of-json.ts';
import { knownCode } from '../kit/known-code.ts';

/** https://developers.intercom.com/docs/references/rest-api/errors/error-codes */
const codes = [
  'action_forbidden',
  'api_plan_restricted',
  'bad_request',
  'client_error',
  'conflict',
  'forbidden',
  'intercom_version_invalid',
  'not_found',
  'parameter_invalid',
  'parameter_not_found',
  'rate_limit_exceeded',
  'server_error',
  'service_unavailable',
  'token_blocked',
  'token_expired',
  'token_not_found',
  'token_revoked',
  'token_suspended',
  'token_unauthorized',
  'unauthorized',
];

/** Reads the code of the first error in the list. */
export const intercomCode = (body: string): string | null =>
  knownCode(fieldOfJson(body, 'errors', 0, 'code'), codes);
