import { connectionFailure } from './connection-failure.ts';
import { readCapped } from './read-capped.ts';
import type { CallLimits, VendorAnswer, VendorRequest } from './vendor-request.ts';

/**
 * Sends one request, once: no retry, no redirect followed, for a redirect would carry our credentials elsewhere.
 * @throws SystemFailure `unavailable` when there is no whole answer in time, `unexpected-answer` when it is too long
 */
export async function send(request: VendorRequest, limits: CallLimits): Promise<VendorAnswer> {
  const { body } = request;
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        accept: 'application/json',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...request.headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
      signal: AbortSignal.timeout(limits.timeoutSeconds * 1000),
    });
    const text = await readCapped(response, limits.maxBytes);
    return { status: response.status, headers: response.headers, text };
  } catch (error) {
    throw connectionFailure(error);
  }
}
