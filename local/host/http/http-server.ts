import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { durableSystemKeyName } from '../settings/keys.ts';
import type { AdminApi } from './admin-api.ts';
import type { Access, Authorize } from './authorization.ts';
import { refusalOf, type Refusal } from './caller-check.ts';
import { answerCors, type CorsSettings } from './cors.ts';
import type { HttpFunction } from './http-functions.ts';
import type { RequestGate } from './request-gate.ts';
import type { RouteMatch } from './router.ts';
import type { ServeFunction } from './serve-function.ts';
import type { SignIn } from '../sign-in/sign-in.ts';
import { createSlowBodies, kestrelsBodyRate, type BodyRate } from './slow-bodies.ts';

/** What the server needs to answer requests. */
export interface Services {
  readonly authorize: Authorize;
  /** Absent when nobody can sign in. */
  readonly signIn?: SignIn | undefined;
  readonly findFunction: (method: string, path: string) => RouteMatch<HttpFunction> | undefined;
  readonly serveFunction: ServeFunction;
  /** Logs a call of a function in error. */
  readonly logBrokenCall: (method: string, path: string) => void;
  readonly gate: RequestGate;
  readonly customHeaders: Readonly<Record<string, string>>;
  readonly adminApi: AdminApi;
  /** A secret part of the path that the app's own durable clients call. */
  readonly workerSecret: string;
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

const durableAccess: Access = { level: 'system', keyName: durableSystemKeyName };

const welcome =
  '<!doctype html><title>Functions</title><p>Your function app is up and running.</p>';

const noCors: CorsSettings = { origins: [], credentials: false };

export interface HttpServerOptions {
  readonly cors?: CorsSettings;
  /** How long the headers of a request may take, in milliseconds. */
  readonly headersTimeout?: number;
  readonly bodyRate?: BodyRate;
}

/**
 * Creates the server of the host's only port. Requests wait until the app is loaded. The limits are Kestrel's: 32 KiB of
 * headers within 30 s, idle connections for 130 s, and no limit on the duration of a body that keeps coming.
 */
export function createHttpServer(
  services: Promise<Services>,
  { cors = noCors, headersTimeout = 30_000, bodyRate = kestrelsBodyRate }: HttpServerOptions = {},
): Server {
  const slowBodies = createSlowBodies(bodyRate);
  const server = createServer(
    {
      maxHeaderSize: 32_768,
      keepAliveTimeout: 130_000,
      requestTimeout: 0,
      headersTimeout,
      connectionsCheckingInterval: headersTimeout / 6,
    },
    (request, response) => {
      const refusal = refusalOf(request, cors.origins);
      if (refusal) {
        refuse(response, refusal);
        return;
      }
      if (answerCors(request, response, cors)) return;
      slowBodies.watch(request, response);
      void services
        .then((ready) => dispatch(ready, request, response))
        .catch(() => {
          if (response.headersSent) response.destroy();
          else answer(response, 500);
        });
    },
  );
  server.once('close', () => {
    slowBodies.stop();
  });
  return server;
}

function refuse(response: ServerResponse, { status, reason }: Refusal): void {
  // The body is not read, so the connection cannot be used again.
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', connection: 'close' });
  response.end(`${reason}\n`);
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
    const below = local[1] ?? '';
    const secret = `${services.workerSecret}/`;
    const fromWorker = below.startsWith(secret);
    if (!fromWorker && !allowed(durableAccess)) return;
    const rest = fromWorker ? below.slice(secret.length) : below;
    await services.durableApi(request, response, rest, query);
    return;
  }
  const hook = webhooks.exec(path);
  if (hook) {
    if (!allowed(durableAccess)) return;
    await services.durableApi(request, response, hook[1] ?? '', query);
    return;
  }
  const management = admin.exec(path);
  if (management) {
    if (!allowed({ level: 'admin' })) return;
    await services.adminApi(request, response, management[1] ?? '');
    return;
  }
  if (await services.signIn?.answer(request, response, path)) return;
  services.signIn?.mark(request);
  await callFunction(services, request, response, path, query);
}

async function callFunction(
  services: Services,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  query: URLSearchParams,
): Promise<void> {
  const { method = 'GET' } = request;
  const found = services.findFunction(method, path);
  if (!found) {
    services.logBrokenCall(method, path);
    if (path === '/' && method === 'GET') {
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

/** Ends a response without a body. Returns false, so a check can return this call. */
function answer(response: ServerResponse, statusCode: number): false {
  response.statusCode = statusCode;
  response.end();
  return false;
}
