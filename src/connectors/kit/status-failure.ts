import { type FailureCode, SystemFailure } from '../../domain/failure.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** What an answer says about why it is not the one we wanted. */
export interface Refusal {
  readonly status: number;
  /** Value of the `Retry-After` header. */
  readonly retryAfter: string | null;
  /** The vendor's own code for the error, one that the connector knows, such as `Request_ResourceNotFound`. It is logged. */
  readonly vendorCode?: string | null;
}

function codeOf(status: number): FailureCode {
  if (status === 401) return 'credentials-rejected';
  if (status === 403) return 'permission-missing';
  if (status === 408 || status === 429) return 'throttled';
  if (status >= 500) return 'unavailable';
  if (status >= 400) return 'refused';
  return 'unexpected-answer';
}

/** @returns the failure an HTTP status means, unless a connector knows better */
export function statusFailure(refusal: Refusal, now: Date, code?: FailureCode): SystemFailure {
  const detail = refusal.vendorCode ? ` ${refusal.vendorCode}` : '';
  return new SystemFailure(code ?? codeOf(refusal.status), `HTTP ${refusal.status}${detail}`, {
    retryAfter: retryAfterSeconds(refusal.retryAfter, now),
  });
}
