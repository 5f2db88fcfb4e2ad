import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { CandidateView, CommentView, TimelineFact } from '../../src/doors/http/api-shapes.ts';
import type { UpkeepView } from '../../src/doors/http/upkeep-shapes.ts';
import type {
  CallerView,
  DeliveryPage,
  OverviewView,
  PoisonView,
  SystemView,
} from '../../src/doors/http/operator-shapes.ts';
import { emptyOverview } from './example-overview.ts';
import { quietUpkeep } from './example-upkeep.ts';
import { listed, type StoredRequest } from './fake-list.ts';

/** The state of the fake API. A test changes it while the page is open. */
export interface FakeWorld {
  requests: StoredRequest[];
  /** Facts by the id of their request. */
  timelines: Record<string, TimelineFact[]>;
  systems: SystemView[];
  poison: PoisonView;
  /** Null: a service that does not say who calls. */
  caller: CallerView | null;
  overview: OverviewView;
  deliveries: DeliveryPage['items'];
  upkeep: UpkeepView;
  /** Candidates by system. */
  candidates: Record<string, readonly CandidateView[]>;
  comments: readonly CommentView[];
  /** Paths of which the caller may not know. */
  forbidden: readonly string[];
  /** The key that calls must send; null: no key is required. */
  key: string | null;
  /** Answers every call with this status instead; null answers properly. */
  broken: number | null;
  /** What an action answers: the changed request, or a problem with its status. */
  onAction: (what: string) => { readonly status: number; readonly body: unknown };
  /** An older service: no timeline, and rows without `verdicts` and `waitingFor`. */
  older: boolean;
}

export interface FakeApi {
  readonly address: string;
  readonly world: FakeWorld;
  /** Actions that the page asked for, as `id/action`, with their bodies. */
  readonly acts: { readonly what: string; readonly body: unknown }[];
  /** Paths with queries and the key header of all calls, in order. */
  readonly calls: { readonly url: string; readonly key: string | undefined }[];
  close(): Promise<void>;
}

/** Serves the page and the routes of the API that it calls, as the service answers them. */
export async function startFakeApi(page: string): Promise<FakeApi> {
  const world: FakeWorld = {
    requests: [],
    timelines: {},
    systems: [],
    poison: { count: 0, messages: [] },
    caller: { kind: 'developer', id: null, roles: [] },
    overview: emptyOverview,
    deliveries: [],
    upkeep: quietUpkeep,
    candidates: {},
    comments: [],
    forbidden: [],
    key: null,
    broken: null,
    onAction: () => ({ status: 200, body: {} }),
    older: false,
  };
  const calls: FakeApi['calls'] = [];
  const acts: FakeApi['acts'] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    if (url.pathname === '/api/dashboard') {
      response.setHeader('content-type', 'text/html; charset=utf-8').end(page);
      return;
    }
    if (url.pathname === '/.auth/me') {
      response.setHeader('content-type', 'application/json').end('[]');
      return;
    }
    const key = keyOf(request);
    calls.push({ url: request.url ?? '', key });
    if (world.key !== null && key !== world.key) response.writeHead(401).end();
    else if (world.broken !== null) response.writeHead(world.broken).end('<html>');
    else if (request.method === 'POST') void act(request, url, response);
    else answer(world, url, response);
  });
  async function act(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const what = url.pathname.replace(/^\/api\/(requests\/)?/, '');
    acts.push({ what, body: await json(request) });
    const { status, body } = world.onAction(what);
    if (status === 204) response.writeHead(204).end();
    else
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/api/dashboard`,
    world,
    calls,
    acts,
    close: () =>
      new Promise((closed) => {
        server.close(() => {
          closed();
        });
        server.closeAllConnections();
      }),
  };
}

function keyOf(request: IncomingMessage): string | undefined {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : undefined;
}

function answer(world: FakeWorld, url: URL, response: ServerResponse): void {
  const path = url.pathname.replace('/api/', '');
  if (world.forbidden.includes(path)) {
    response.writeHead(403, { 'content-type': 'application/json' }).end('{"code":"forbidden"}');
    return;
  }
  const body =
    path === 'requests'
      ? listed(world.requests, url.searchParams, world.older)
      : oneOf(world, path);
  response
    .writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' })
    .end(JSON.stringify(body ?? { code: 'not-found' }));
}

function oneOf(world: FakeWorld, path: string): unknown {
  if (path === 'systems') return world.systems;
  if (path === 'deliveries') return { items: world.deliveries, continuation: null };
  if (path === 'upkeep') return world.upkeep;
  if (path === 'caller') return world.caller ?? undefined;
  if (path === 'overview') return world.overview;
  if (path === 'poison-messages') return world.poison;
  const [, id = '', part, system, last] = path.split('/');
  if (last === 'candidates') return world.candidates[system ?? ''];
  if (part === 'comments') return world.comments;
  const request = world.requests.find((one) => one.id === id);
  if (part === undefined || request === undefined) return request;
  return part === 'timeline' && !world.older ? { facts: world.timelines[id] ?? [] } : undefined;
}
