import http from 'node:http';
import https from 'node:https';
import { text as readText } from 'node:stream/consumers';
import type { DurableHttpRequest } from '../../protocol/orchestration-action.ts';
import {
  extensionFailure,
  serializedException,
  type TaskFailure,
} from '../../protocol/task-failure.ts';
import { responseHeaders } from './http-headers.ts';

/** The result of an activity: the text for TaskCompleted, or the failure. */
export type ActivityResult = { readonly result: string | null } | { readonly failure: TaskFailure };

// The limit of .NET's HttpClient.
const mostRedirects = 50;

/**
 * Sends the request of callHttp and follows redirects. Every answer is a result, also 4xx and 5xx. No answer is a failure.
 */
export async function sendHttpRequest(request: DurableHttpRequest): Promise<ActivityResult> {
  if (!URL.canParse(request.uri))
    return {
      failure: extensionFailure(
        'System.InvalidOperationException',
        'An invalid request URI was provided. Either the request URI must be an absolute URI or BaseAddress must be set.',
      ),
    };
  if (request.tokenSource !== undefined)
    return {
      failure: extensionFailure(
        'System.NotSupportedException',
        'callHttp with a token source needs a managed identity, which exists on Azure only.',
      ),
    };
  try {
    return { result: JSON.stringify(await send(request, new URL(request.uri), mostRedirects)) };
  } catch (error) {
    const message = connectionError(error, new URL(request.uri));
    const Details = serializedException('System.Net.Http.HttpRequestException', message);
    return { failure: { Reason: message, Details, FailureDetails: null } };
  }
}

async function send(request: DurableHttpRequest, url: URL, redirects: number) {
  const response = await exchange(request, url);
  const { statusCode = 0 } = response;
  const { location } = response.headers;
  if (redirects > 0 && location !== undefined && [301, 302, 303, 307, 308].includes(statusCode)) {
    response.resume();
    const next = new URL(location, url);
    return send(redirected(request, statusCode), next, redirects - 1);
  }
  return {
    statusCode,
    headers: responseHeaders(response.rawHeaders),
    content: await readText(response),
  };
}

function redirected(request: DurableHttpRequest, status: number): DurableHttpRequest {
  if (status === 307 || status === 308 || request.method === 'GET') return request;
  const { uri, headers } = request;
  return { method: 'GET', uri, ...(headers ? { headers } : {}) };
}

function exchange(request: DurableHttpRequest, url: URL): Promise<http.IncomingMessage> {
  const { method, content, headers = {} } = request;
  const typed = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
  const all =
    content === undefined || typed ? headers : { ...headers, 'Content-Type': 'text/plain' };
  const { request: open } = url.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const outgoing = open(url, { method, headers: { ...all } }, resolve);
    outgoing.once('error', reject);
    outgoing.end(content);
  });
}

const socketErrors: Record<string, string> = {
  ECONNREFUSED: 'Connection refused',
  ENOTFOUND: 'Name or service not known',
  EAI_AGAIN: 'Resource temporarily unavailable',
  ETIMEDOUT: 'Connection timed out',
  EHOSTUNREACH: 'No route to host',
};

function connectionError(error: unknown, url: URL): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const told = socketErrors[code];
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  if (told !== undefined) return `${told} (${url.hostname}:${port})`;
  return error instanceof Error ? error.message : String(error);
}
