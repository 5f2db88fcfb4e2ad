import { type FailureCode, type SystemFailure } from '../../domain/failure.ts';
import { knownCode } from '../kit/known-code.ts';
import { statusFailure } from '../kit/status-failure.ts';
import { graphCodes } from './graph-codes.ts';

/** Statuses that have a different meaning in Graph than for other vendors. */
const statuses: Readonly<Record<number, FailureCode>> = {
  // A conflict, a changed ETag and a lock are temporary. https://learn.microsoft.com/graph/errors
  409: 'unavailable',
  412: 'unavailable',
  423: 'unavailable',
  // Graph does not support what was asked for, such as a SharePoint property in a list of users.
  501: 'refused',
};

/** Graph's codes for an unspecified error. They appear with several statuses, and sometimes the code is empty. */
const passing = ['UnknownError', 'generalException', ''];

/** The part of an answer that says why it failed. */
export interface GraphRefusal {
  readonly status: number;
  readonly retryAfter: string | null;
  /** The parsed body of the answer; undefined when it is not JSON, such as HTML during an outage. */
  readonly body: unknown;
}

/** @returns Graph's error code, such as `Request_ResourceNotFound`; null when the body has another shape than Graph's errors */
export function graphCode(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('error' in body)) return null;
  const { error } = body;
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  return typeof error.code === 'string' ? error.code : null;
}

/** Does Graph say that the object does not exist? https://learn.microsoft.com/graph/errors */
export function isNotFound({ status, body }: Pick<GraphRefusal, 'status' | 'body'>): boolean {
  return status === 404 && graphCode(body) === 'Request_ResourceNotFound';
}

/** Decides by status and code only, because messages change and may quote values. */
export function graphFailure(refusal: GraphRefusal, now: Date): SystemFailure {
  const { status, retryAfter, body } = refusal;
  const vendorCode = graphCode(body);
  const passes = status >= 400 && ![401, 403, 404, 429].includes(status);
  const code =
    passes && vendorCode !== null && passing.includes(vendorCode)
      ? 'unavailable'
      : status === 404 && vendorCode === null
        ? // An error answer that does not come from Graph, such as a page of a proxy, says nothing about the record.
          'unexpected-answer'
        : statuses[status];
  return statusFailure(
    { status, retryAfter, vendorCode: knownCode(vendorCode, graphCodes) },
    now,
    code,
  );
}
