import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer, Call } from './call.ts';
import type { Delivery } from './delivery.ts';
import type { Exchange } from './exchange.ts';
import type { Listener } from './listener.ts';

const bodyLimit = 16 * 1024 * 1024;

function readBody(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET' || request.headers['content-length'] === '0')
    return Promise.resolve('');
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > bodyLimit) reject(new Error('The body is too large'));
      else chunks.push(chunk);
    });
    request.on('end', () => {
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
    request.on('error', reject);
  });
}

async function readCall(request: IncomingMessage, scheme: 'http' | 'https'): Promise<Call> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: request.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    search: mark < 0 ? '' : url.slice(mark),
    headers: request.headers,
    body: await readBody(request),
    origin: `${scheme}://${request.headers.host ?? 'localhost'}`,
  };
}

function sendAnswer(response: ServerResponse, answer: Answer): void {
  const headers: Record<string, string> = { ...answer.headers };
  if (answer.body === undefined) {
    response.writeHead(
      answer.status,
      answer.status === 204 ? headers : { ...headers, 'Content-Length': '0' },
    );
    response.end();
    return;
  }
  const text = typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body);
  headers['Content-Type'] ??= 'application/json; charset=utf-8';
  response.writeHead(answer.status, {
    ...headers,
    'Content-Length': String(Buffer.byteLength(text)),
  });
  response.end(text);
}

function deliver(
  { answer, wire }: Delivery,
  request: IncomingMessage,
  response: ServerResponse,
  listener: Listener,
): void {
  switch (wire) {
    case 'whole':
      sendAnswer(response, answer);
      return;
    case 'cut':
      request.socket.end('HTTP/1.1 204 No Con');
      return;
    case 'reset':
      listener.reset(request);
      return;
    case 'silent':
      return;
  }
}

/** A bug of the sandbox must not look like a vendor's answer. A closed connection is no bug. */
function sayBroken(error: unknown, request: IncomingMessage, response: ServerResponse): void {
  if (request.socket.destroyed) return;
  console.error('The sandbox failed at', request.method, request.url, error);
  if (!response.headersSent)
    sendAnswer(response, { status: 599, body: { sandboxError: String(error) } });
}

/** Answers requests to the port of a system. */
export function serveSystem(exchange: Exchange, scheme: 'http' | 'https') {
  return (request: IncomingMessage, response: ServerResponse, listener: Listener): void => {
    readCall(request, scheme)
      .then((call) => exchange.receive(call))
      .then((delivery) => {
        deliver(delivery, request, response, listener);
      })
      .catch((error: unknown) => {
        sayBroken(error, request, response);
      });
  };
}

/** Answers calls of the control API. */
export function serveControl(control: (call: Call) => Promise<Answer>) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    readCall(request, 'http')
      .then(control)
      .then((answer) => {
        sendAnswer(response, answer);
      })
      .catch((error: unknown) => {
        sayBroken(error, request, response);
      });
  };
}
