import type { IncomingMessage, ServerResponse } from 'node:http';

/** `Host.CORS` and `Host.CORSCredentials` of local.settings.json. */
export interface CorsSettings {
  /** Allowed origins; `*` allows every origin. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

/**
 * Adds the CORS headers that Core Tools adds, and answers preflight requests.
 * https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
 * @returns whether the request was a preflight request and is answered
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  { origins, credentials }: CorsSettings,
): boolean {
  const { origin, 'access-control-request-method': method } = request.headers;
  if (origins.length === 0 || origin === undefined) return false;
  const isPreflight = request.method === 'OPTIONS' && method !== undefined;
  if (allows(origins, origin)) {
    const every = origins.includes('*') && !credentials;
    response.setHeader('access-control-allow-origin', every ? '*' : origin);
    if (!every) response.setHeader('vary', 'Origin');
    if (credentials) response.setHeader('access-control-allow-credentials', 'true');
    if (isPreflight) allowRequest(request, response);
  }
  if (!isPreflight) return false;
  response.statusCode = 204;
  response.end();
  return true;
}

export function allows(origins: readonly string[], origin: string): boolean {
  return origins.some((one) => one === '*' || one.toLowerCase() === origin.toLowerCase());
}

function allowRequest({ headers }: IncomingMessage, response: ServerResponse): void {
  const { 'access-control-request-method': method, 'access-control-request-headers': names } =
    headers;
  if (method) response.setHeader('access-control-allow-methods', method);
  if (names) response.setHeader('access-control-allow-headers', names);
}
