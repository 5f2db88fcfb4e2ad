import type { ServerResponse } from 'node:http';

/** An answer of the API. */
export interface ApiResponse {
  readonly status: number;
  /** Written as JSON. Absent: an empty body. */
  readonly body?: unknown;
  /** JSON text that is sent unchanged. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const notFound: ApiResponse = { status: 404 };
export const accepted: ApiResponse = { status: 202 };
export const gone: ApiResponse = { status: 410 };

/** @param body a text becomes a JSON string, as in the extension */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): ApiResponse {
  return { status, body, headers };
}

/** An error of the extension, with the exception where the extension shows it. */
export function apiError(
  status: number,
  message: string,
  exception?: { readonly type: string; readonly message: string },
): ApiResponse {
  const details = exception
    ? {
        ExceptionMessage: exception.message,
        ExceptionType: exception.type,
        StackTrace: `   at ${exception.type}`,
      }
    : {};
  return json(status, { Message: message, ...details });
}

/** 500 for an operation that the state of the instance does not allow. */
export function serverError(type: string, message: string): ApiResponse {
  return apiError(500, 'Something went wrong while processing your request', { type, message });
}

export function writeApiResponse(response: ServerResponse, answer: ApiResponse): void {
  const text = answer.json ?? (answer.body === undefined ? undefined : JSON.stringify(answer.body));
  const type = text === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' };
  const length = { 'content-length': Buffer.byteLength(text ?? '') };
  response.writeHead(answer.status, { ...type, ...length, ...answer.headers });
  response.end(text);
}
