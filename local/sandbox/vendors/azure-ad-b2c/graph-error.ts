import { randomUUID } from 'node:crypto';
import { header, type Answer, type Call } from '../../http/call.ts';

/** Thrown inside the Graph simulator. The answer is Graph's error body. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string) => new GraphError(400, 'Request_BadRequest', message);
export const unsupportedQuery = (message: string) =>
  new GraphError(400, 'Request_UnsupportedQuery', message);
export const denied = (message = 'Insufficient privileges to complete the operation.') =>
  new GraphError(403, 'Authorization_RequestDenied', message);
export const notFound = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

const codes: Readonly<Record<number, string>> = {
  400: 'Request_BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  405: 'Request_BadRequest',
  409: 'Request_Conflict',
  412: 'Request_PreconditionFailed',
  423: 'Directory_Locked',
  429: 'TooManyRequests',
  500: 'Service_InternalServerError',
  501: 'NotImplemented',
  502: 'BadGateway',
  503: 'ServiceUnavailable',
  504: 'GatewayTimeout',
};

export const codeFor = (status: number) => codes[status] ?? 'UnknownError';

/** https://learn.microsoft.com/graph/errors */
export function graphErrorAnswer(call: Call, error: GraphError, now: number): Answer {
  const requestId = randomUUID();
  const clientRequestId = header(call, 'client-request-id') ?? requestId;
  return {
    status: error.status,
    headers: { 'request-id': requestId, 'client-request-id': clientRequestId, ...error.headers },
    body: {
      error: {
        code: error.code,
        message: error.message,
        innerError: {
          date: new Date(now).toISOString().slice(0, 19),
          'request-id': requestId,
          'client-request-id': clientRequestId,
        },
      },
    },
  };
}
