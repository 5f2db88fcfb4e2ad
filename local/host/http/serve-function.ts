import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HostLog } from '../log.ts';
import type { FunctionApp, Invocation, RegisteredFunction } from '../worker/function-app.ts';
import { forward } from './forward.ts';
import { toStreamMetadata, toTriggerData, urlOf } from './http-input.ts';
import { writeAnswer } from './http-output.ts';
import { announcedLength, BodyTooLargeError, readBody } from './read-body.ts';

export interface FunctionCall {
  readonly target: RegisteredFunction;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** Runs an HTTP function for a request and answers it. */
export type ServeFunction = (
  request: IncomingMessage,
  response: ServerResponse,
  call: FunctionCall,
) => Promise<void>;

export interface ServeOptions {
  readonly app: FunctionApp;
  readonly log: HostLog;
  readonly hostName: string;
  readonly bodyLimit: number;
  /** The port of the worker's stream server. Absent when the app does not use streams. */
  readonly streamPort: (() => Promise<number>) | undefined;
  readonly strict: boolean;
}

const reason = 'This function was programmatically called via the host APIs.';

export function createServeFunction(options: ServeOptions): ServeFunction {
  const { streamPort } = options;
  const serve = streamPort
    ? (request: IncomingMessage, response: ServerResponse, call: FunctionCall) =>
        serveStream(options, streamPort, request, response, call)
    : (request: IncomingMessage, response: ServerResponse, call: FunctionCall) =>
        serveWhole(options, request, response, call);
  return async (request, response, call) => {
    try {
      await serve(request, response, call);
    } catch (error) {
      // The invocation has logged the error. The caller only gets a 500, as on Azure.
      if (response.headersSent) response.destroy();
      else {
        response.statusCode = error instanceof BodyTooLargeError ? 413 : 500;
        if (error instanceof BodyTooLargeError) response.setHeader('connection', 'close');
        response.end();
      }
    }
  };
}

async function serveWhole(
  options: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
  { target, parameters, query }: FunctionCall,
): Promise<void> {
  const body =
    announcedLength(request) > 0 ? await readBody(request, options.bodyLimit) : undefined;
  const url = urlOf(request, options.hostName);
  const trigger = toTriggerData(request, url, parameters, query, body);
  const { returnValue } = await options.app.invoke(target, {
    trigger,
    reason,
    ...tracing(request),
  });
  if (returnValue?.http) writeAnswer(response, returnValue.http);
  else {
    response.statusCode = 204;
    response.end();
  }
}

/**
 * Forwards the request to the HTTP server of `@azure/functions` in the worker and runs the invocation that answers it.
 */
async function serveStream(
  options: ServeOptions,
  streamPort: () => Promise<number>,
  request: IncomingMessage,
  response: ServerResponse,
  { target, parameters }: FunctionCall,
): Promise<void> {
  if (announcedLength(request) > options.bodyLimit) throw new BodyTooLargeError();
  const invocationId = randomUUID();
  const exchange = forward(request, response, await streamPort(), {
    'x-ms-invocation-id': invocationId,
    'x-forwarded-host': request.headers.host ?? options.hostName,
    'x-forwarded-proto': 'http',
  });
  try {
    const invoked = options.app.invoke(target, {
      invocationId,
      trigger: { http: {} },
      triggerMetadata: toStreamMetadata(request, parameters),
      reason,
      ...tracing(request),
    });
    const { isUnanswered } = await Promise.race([invoked, exchange.broken]);
    if (isUnanswered) nothingAnswered(options, target);
  } catch (error) {
    exchange.end();
    throw error;
  }
}

/** On Azure, the caller would now wait for minutes, until the proxy gives up. */
function nothingAnswered(options: ServeOptions, target: RegisteredFunction): void {
  const message = `The function '${target.name}' returned nothing: with enableHttpStream Azure leaves its caller without an answer. Return a response.`;
  options.log.write('warning', `Function.${target.name}`, message);
  if (options.strict) throw new Error(message);
}

function tracing(request: IncomingMessage): Pick<Invocation, 'traceContext'> {
  const traceParent = request.headers['traceparent'];
  const traceState = request.headers['tracestate'];
  if (typeof traceParent !== 'string') return {};
  return {
    traceContext: { traceParent, ...(typeof traceState === 'string' && { traceState }) },
  };
}
