import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import { underWay } from '../../ports/caller.ts';
import { connectionFailure } from './connection-failure.ts';
import { readCapped } from './read-capped.ts';
import type { CallLimits, VendorAnswer, VendorRequest } from './vendor-request.ts';

/**
 * Sends one request, once. It does not retry. It follows no redirect, because a redirect would send our credentials to another place.
 * @throws SystemFailure `unavailable` when there is no whole answer in time, `unexpected-answer` when it is too long
 */
export function send(request: VendorRequest, limits: CallLimits): Promise<VendorAnswer> {
  return underWay(() => sendInTime(request, limits));
}

async function sendInTime(request: VendorRequest, limits: CallLimits): Promise<VendorAnswer> {
  const signal = AbortSignal.timeout(limits.timeoutSeconds * 1000);
  try {
    const answer = await exchange(request, signal);
    const { statusCode: status = 0, headers } = answer;
    const retryAfter = headers['retry-after'] ?? null;
    const bytes = await readCapped(answer, limits.maxBytes);
    if (status >= 200 && status < 300) return { status, retryAfter, text: () => bytes.takeText() };
    // The body of a refusal is short and is read more than once.
    const text = bytes.takeText();
    return { status, retryAfter, text: () => text };
  } catch (error) {
    throw connectionFailure(signal.aborted ? signal.reason : error);
  }
}

/** Does not use `fetch`: each `fetch` leaves memory that only a full garbage collection frees, and a long export makes a thousand calls. */
function exchange(request: VendorRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const { method, url, headers } = request;
  const { type, content } = contentOf(request);
  const options = {
    method,
    signal,
    headers: {
      accept: 'application/json',
      'user-agent': 'Habeas',
      ...(content && { 'content-type': type, 'content-length': content.length }),
      ...headers,
    },
  };
  return new Promise((resolve, reject) => {
    const client = new URL(url).protocol === 'https:' ? https : http;
    client.request(url, options, resolve).on('error', reject).end(content);
  });
}

function contentOf({ body, form }: VendorRequest): { type: string; content?: Buffer } {
  if (form !== undefined) {
    const content = Buffer.from(new URLSearchParams(form).toString());
    return { type: 'application/x-www-form-urlencoded', content };
  }
  const type = 'application/json';
  return body === undefined ? { type } : { type, content: Buffer.from(JSON.stringify(body)) };
}
