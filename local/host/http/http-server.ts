import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { durableSystemKeyName } from '../settings/keys.ts';
import type { AdminApi } from './admin-api.ts';
import type { Access, Authorize } from './authorization.ts';
import type { HttpFunction } from './http-functions.ts';
import type { RequestGate } from './request-gate.ts';
import type { RouteMatch } from './router.ts';
import type { ServeFunction } from './serve-function.ts';

/** What answers requests once the app has been loaded. */
export interface Services {
  readonly authorize: Authorize;
  readonly findFunction: (method: string, path: string) => RouteMatch<HttpFunction> | undefined;
  readonly serveFunction: ServeFunction;
  readonly gate: RequestGate;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly adminApi: AdminApi;
  readonly durableApi: (
    request: IncomingMessage,
    response: ServerResponse,
    path: string,
    query: URLSearchParams,
  ) => Promise<void>;
}

const webhooks = /^\/runtime\/webhooks\/durabletask(?:\/(.*))?$/i;
const rpc = /^\/durabletask(?:\/(.*))?$/i;
const admin = /^\/admin\/(.*)$/i;

const welcome =
  '<!doctype html><title>Functions</title><p>Your function app is up and running.</p>';

/** Opens the host's only port; what comes before the app is ready waits for it. */
export function createHttpServer(services: Promise<Services>): Server {
  // Kestrel's measures: longer headers than Node's, idle connections kept for 130 s, no limit on how long a body takes.
  const server = createServer(
    { maxHeaderSize: 32_768, keepAliveTimeout: 130_000, requestTimeout: 0 },
    (request, response) => {
      void services
        .then((ready) => dispatch(ready, request, response))
        .catch(() => {
          if (response.headersSent) response.destroy();
          else answer(response, 500);
        });
    },
  );
  return server;
}

async function dispatch(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = request.url ?? '/';
  const mark = url.indexOf('?');
  const path = mark < 0 ? url : url.slice(0, mark);
  const query = new URLSearchParams(mark < 0 ? '' : url.slice(mark + 1));
  const allowed = (access: Access) =>
    services.authorize(request, query, access) || answer(response, 401);

  const local = rpc.exec(path);
  if (local) {
    await services.durableApi(request, response, local[1] ?? '', query);
    return;
  }
  const hook = webhooks.exec(path);
  if (hook) {
    if (!allowed({ level: 'system', keyName: durableSystemKeyName })) return;
    await services.durableApi(request, response, hook[1] ?? '', query);
    return;
  }
  const management = admin.exec(path);
  if (management) {
    if (!allowed({ level: 'admin' })) return;
    await services.adminApi(request, response, management[1] ?? '');
    return;
  }
  await callFunction(services, request, response, path, query);
}

async function callFunction(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const found = services.findFunction(request.method ?? 'GET', path);
  if (!found) {
    if (path === '/' && request.method === 'GET') {
      response.setHeader('content-type', 'text/html; charset=utf-8');
      response.end(welcome);
    } else answer(response, 404);
    return;
  }
  for (const [name, value] of Object.entries(services.customHeaders))
    response.setHeader(name, value);
  if (!services.authorize(request, query, found.target.access)) {
    answer(response, 401);
    return;
  }
  const leave = await services.gate();
  if (!leave) {
    answer(response, 429);
    return;
  }
  try {
    const { parameters, target } = found;
    await services.serveFunction(request, response, {
      target: target.registered,
      parameters,
      query,
    });
  } finally {
    leave();
  }
}

/** Ends a response without a body; gives false, so that a check can end in it. */
function answer(response: ServerResponse, statusCode: number): false {
  response.statusCode = statusCode;
  response.end();
  return false;
}
