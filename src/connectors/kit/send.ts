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
    const answer = await exchange(request, limits, signal);
    const { statusCode: status = 0, headers } = answer;
    const header = (name: string) => [headers[name]].flat()[0] ?? null;
    const head = { status, retryAfter: header('retry-after'), header };
    const bytes = await readCapped(answer, limits.maxBytes);
    if (status >= 200 && status < 300) return { ...head, text: () => bytes.takeText() };
    // The body of a refusal is short and is read more than once.
    const text = bytes.takeText();
    return { ...head, text: () => text };
  } catch (error) {
    throw connectionFailure(signal.aborted ? signal.reason : error);
  }
}

/** Does not use `fetch`: each `fetch` leaves memory that only a full garbage collection frees, and a long export makes a thousand calls. */
function exchange(
  request: VendorRequest,
  { agentFor }: CallLimits,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { method, url, headers } = request;
  const { type, content } = contentOf(request);
  const options = {
    method,
    signal,
    agent: agentFor?.(new URL(url)),
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

function contentOf({ body, content, form }: VendorRequest): { type: string; content?: Buffer } {
  if (form !== undefined) {
    const content = Buffer.from(new URLSearchParams(form).toString());
    return { type: 'application/x-www-form-urlencoded', content };
  }
  const type = 'application/json';
  const json = content ?? (body === undefined ? undefined : JSON.stringify(body));
  return json === undefined ? { type } : { type, content: Buffer.from(json) };
}
