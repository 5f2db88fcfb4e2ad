import type { ServerResponse } from 'node:http';

/** What the API answers. */
export interface ApiResponse {
  readonly status: number;
  /** Written as JSON; nothing when absent. */
  readonly body?: unknown;
  /** JSON text to be sent as it is. */
  readonly json?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const notFound: ApiResponse = { status: 404 };
export const accepted: ApiResponse = { status: 202 };
export const gone: ApiResponse = { status: 410 };

/** @param body for a text: a JSON string, as the extension writes it */
export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): ApiResponse {
  return { status, body, headers };
}

/** An error of the extension; with the exception behind it where the extension shows it. */
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

/** 500 for what the caller asked at the wrong time. */
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
