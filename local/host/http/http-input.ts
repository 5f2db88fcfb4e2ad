import type { IncomingMessage } from 'node:http';
import type { RpcTypedData } from '../worker/function-app.ts';
import type { NullableValues, RpcHttp } from '../worker/rpc.ts';

type Values = Readonly<Record<string, string>>;

/** Headers by name in lower case. Values of repeated headers are joined with commas. */
export function headersOf(request: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(request.headers))
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value;
  return headers;
}

/** The address as the caller sent it. */
export function urlOf(request: IncomingMessage, fallbackHost: string): string {
  return `http://${request.headers.host ?? fallbackHost}${request.url ?? '/'}`;
}

/**
 * The trigger data of a request without streaming.
 * @param body absent unless the request has a content-length: on Azure a chunked body never reaches the function
 */
export function toTriggerData(
  request: IncomingMessage,
  url: string,
  parameters: Values,
  query: URLSearchParams,
  body: Buffer | undefined,
): RpcTypedData {
  const http: RpcHttp = {
    url,
    method: request.method ?? 'GET',
    nullableHeaders: nullable(headersOf(request)),
    nullableQuery: nullable(joined(query)),
    nullableParams: nullable(parameters),
    ...(body && { body: { bytes: body } }),
  };
  return { http };
}

/** The trigger metadata of a streamed request: headers and route parameters. */
export function toStreamMetadata(
  request: IncomingMessage,
  parameters: Values,
): Record<string, RpcTypedData> {
  const metadata: Record<string, RpcTypedData> = {};
  for (const [name, value] of Object.entries(parameters)) metadata[name] = { string: value };
  metadata['Headers'] = { json: JSON.stringify(headersOf(request)) };
  return metadata;
}

function nullable(values: Values): NullableValues {
  const wrapped: Record<string, { value: string }> = {};
  for (const [name, value] of Object.entries(values)) wrapped[name] = { value };
  return wrapped;
}

function joined(query: URLSearchParams): Values {
  const values: Record<string, string> = {};
  for (const [name, value] of query)
    values[name] = values[name] === undefined ? value : `${values[name]},${value}`;
  return values;
}
