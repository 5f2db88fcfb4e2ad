import { type FailureCode, type SystemFailure } from '../../domain/failure.ts';
import { knownCode } from '../kit/known-code.ts';
import { statusFailure } from '../kit/status-failure.ts';
import { graphCodes } from './graph-codes.ts';

/** Statuses that mean something else at Graph than elsewhere. */
const statuses: Readonly<Record<number, FailureCode>> = {
  // A conflict, a changed ETag and a lock pass by themselves. https://learn.microsoft.com/graph/errors
  409: 'unavailable',
  412: 'unavailable',
  423: 'unavailable',
  // Asked for something Graph does not have, such as a SharePoint property of a list of users.
  501: 'refused',
};

/** Graph's words for "something went wrong", seen under several statuses; at times it finds none. */
const passing = ['UnknownError', 'generalException', ''];

/** The part of an answer that says why it failed. */
export interface GraphRefusal {
  readonly status: number;
  readonly retryAfter: string | null;
  /** Already parsed body of the answer; Graph's outages answer with HTML now and then. */
  readonly body: unknown;
}

/** @returns Graph's code of an error such as `Request_ResourceNotFound`; null when the body is none of Graph's */
export function graphCode(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Branches on status and code only, for messages change and quote values. */
export function graphFailure(refusal: GraphRefusal, now: Date): SystemFailure {
  const { status, retryAfter, body } = refusal;
  const vendorCode = graphCode(body);
  const passes = status >= 400 && ![401, 403, 404, 429].includes(status);
  const code =
    passes && vendorCode !== null && passing.includes(vendorCode)
      ? 'unavailable'
      : statuses[status];
  return statusFailure(
    { status, retryAfter, vendorCode: knownCode(vendorCode, graphCodes) },
    now,
    code,
  );
}
