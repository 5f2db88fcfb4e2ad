import { randomUUID } from 'node:crypto';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { HostLog } from '../log.ts';
import type { FunctionApp, Invocation, RegisteredFunction } from '../worker/function-app.ts';
import { toStreamMetadata, toTriggerData, urlOf } from './http-input.ts';
import { writeAnswer } from './http-output.ts';
import { announcedLength, BodyTooLargeError, readBody } from './read-body.ts';

export interface FunctionCall {
  readonly target: RegisteredFunction;
  readonly parameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** Runs one HTTP function for one request and sees to it that the request is answered. */
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
  /** The library's stream server when the app asked for streams. */
  readonly streamServer: Server | undefined;
  readonly strict: boolean;
}

const reason = 'This function was programmatically called via the host APIs.';

export function createServeFunction(options: ServeOptions): ServeFunction {
  const { streamServer } = options;
  const serve = streamServer
    ? (request: IncomingMessage, response: ServerResponse, call: FunctionCall) =>
        serveStream(options, streamServer, request, response, call)
    : (request: IncomingMessage, response: ServerResponse, call: FunctionCall) =>
        serveWhole(options, request, response, call);
  return async (request, response, call) => {
    try {
      await serve(request, response, call);
    } catch (error) {
      // What went wrong stands in the log; the caller learns nothing but that it did.
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
 * Hands request and response to the library's own server, as the host's reverse proxy does over HTTP, and runs the
 * invocation that answers it. Bodies stream in both directions.
 */
async function serveStream(
  options: ServeOptions,
  streamServer: Server,
  request: IncomingMessage,
  response: ServerResponse,
  { target, parameters }: FunctionCall,
): Promise<void> {
  if (announcedLength(request) > options.bodyLimit) throw new BodyTooLargeError();
  const invocationId = randomUUID();
  const invocation: Invocation = {
    invocationId,
    trigger: { http: {} },
    triggerMetadata: toStreamMetadata(request, parameters),
    reason,
    ...tracing(request),
  };
  request.headers['x-ms-invocation-id'] = invocationId;
  request.headers['x-forwarded-host'] = request.headers.host ?? options.hostName;
  request.headers['x-forwarded-proto'] = 'http';
  streamServer.emit('request', request, response);
  await options.app.invoke(target, invocation);
  if (!response.headersSent && !response.writableEnded && !response.destroyed)
    nothingAnswered(options, target);
}

/** On Azure the caller now waits until the proxy gives up after minutes. */
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
