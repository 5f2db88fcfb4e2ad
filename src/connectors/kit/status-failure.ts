import { type FailureCode, SystemFailure } from '../../domain/failure.ts';
import { retryAfterSeconds } from './retry-after.ts';

/** The part of an answer that says why the call failed. */
export interface Refusal {
  readonly status: number;
  /** Value of the `Retry-After` header. */
  readonly retryAfter: string | null;
  /** The vendor's error code, such as `Request_ResourceNotFound`. It is logged, so it must be a code that the connector knows. */
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

/**
 * Turns an error answer into a failure.
 * @param code the connector's own code for this answer; without it the HTTP status decides
 */
export function statusFailure(refusal: Refusal, now: Date, code?: FailureCode): SystemFailure {
  const detail = refusal.vendorCode ? ` ${refusal.vendorCode}` : '';
  return new SystemFailure(code ?? codeOf(refusal.status), `HTTP ${refusal.status}${detail}`, {
    retryAfter: retryAfterSeconds(refusal.retryAfter, now),
  });
}
