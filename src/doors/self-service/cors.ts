import type { HttpRequest } from '@azure/functions';
import type { Handler } from '../http/route.ts';

/** Methods and headers that a portal's page may use. */
const allowed = {
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, idempotency-key',
  'access-control-expose-headers': 'location, retry-after',
  'access-control-max-age': '600',
};

/**
 * Allows pages of these origins to call the route (https://fetch.spec.whatwg.org/#http-cors-protocol). This door reads no cookies, so
 * credentials are not allowed.
 */
export function withCors<Inner extends Handler>(route: Inner, origins: readonly string[]): Inner {
  const handler: Handler = async (request, call) => {
    const headers = corsHeaders(request, origins);
    if (request.method === 'OPTIONS' && request.headers.has('access-control-request-method'))
      return { status: 204, headers };
    const answer = await route(request, call);
    const all = new Headers(answer.headers);
    for (const [name, value] of Object.entries(headers)) all.set(name, value);
    return { ...answer, headers: all };
  };
  return Object.assign(handler, route);
}

function corsHeaders({ headers }: HttpRequest, origins: readonly string[]): Record<string, string> {
  const origin = headers.get('origin');
  if (origin === null || !origins.includes(origin)) return { vary: 'origin' };
  return { vary: 'origin', 'access-control-allow-origin': origin, ...allowed };
}
