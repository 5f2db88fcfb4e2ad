import type { HttpRequest } from '@azure/functions';
import type { LogFields } from '../../ports/log.ts';
import { isRequestId } from '../../domain/request.ts';

const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * The fields of every log line of a call: its trace (W3C Trace Context) and its request. Malformed values are left out, because a sender
 * could put personal data into them.
 */
export function logFieldsOf({
  headers,
  params,
}: Pick<HttpRequest, 'headers' | 'params'>): LogFields {
  const traceId = traceparent.exec(headers.get('traceparent') ?? '')?.[1];
  const { id } = params;
  return {
    ...(traceId !== undefined && { traceId }),
    ...(id !== undefined && isRequestId(id) && { requestId: id }),
  };
}
