import type { Evidence } from '../../src/evidence/evidence-view.ts';
import { checkJournal } from './check-journal.ts';
import { until } from './until.ts';

export interface RequestView {
  readonly id: string;
  readonly type: string;
  readonly state: string;
  readonly reason: string | null;
  readonly reference: string | null;
  readonly receivedAt: string;
  readonly updatedAt: string;
  readonly finishedAt: string | null;
  readonly systems: readonly SystemView[];
  readonly delivery: { readonly state: string; readonly attempts: number };
  readonly actions: readonly string[];
}

export interface SystemView {
  readonly id: string;
  readonly connector: string;
  readonly title: string;
  readonly verdict: string | null;
  readonly code: string | null;
  readonly until: string | null;
  readonly counts: {
    readonly found: Readonly<Record<string, number>>;
    readonly left?: Readonly<Record<string, number>>;
  };
  readonly leads: number;
  readonly reason?: string | null;
  readonly searched?: readonly { by: string; in: string; found: number }[];
  readonly notSearched?: readonly { what: string; why: string }[];
  readonly attempts: number;
  readonly residuals: readonly { what: string; verdict: string; until: string }[];
}

export interface RequestBody {
  readonly type: 'access' | 'portability' | 'erasure';
  readonly subject: Readonly<Record<string, unknown>>;
  readonly regulation?: 'gdpr' | 'uk-gdpr' | 'ccpa';
  readonly reference?: string;
  readonly callbackUrl?: string;
}

/** The service's HTTP API, as a portal would use it. */
export interface ServiceClient {
  post(body: RequestBody, idempotencyKey?: string): Promise<{ status: number; body: RequestView }>;
  /** Submits a request, tries again while the service restarts, and returns the id. */
  submit(body: RequestBody, idempotencyKey: string): Promise<string>;
  get(id: string): Promise<RequestView>;
  list(query?: string): Promise<{ items: RequestView[]; continuation: string | null }>;
  /** Waits until the request is terminal. Its journal is compared with it. */
  finished(id: string, within?: number): Promise<RequestView>;
  report(id: string): Promise<unknown>;
  package(id: string): Promise<Response>;
  evidence(id: string): Promise<Evidence>;
  /** Runs the sweeper at once. */
  sweep(): Promise<void>;
  /** Any other call, relative to the API. */
  call(path: string, init?: RequestInit): Promise<Response>;
}

const json = { 'content-type': 'application/json' };

export function createServiceClient(api: () => string): ServiceClient {
  const call = (path: string, init?: RequestInit) => fetch(`${api()}/${path}`, init);
  const read = async <T>(path: string): Promise<T> => {
    const answer = await call(path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  const post: ServiceClient['post'] = async (body, key) => {
    const headers = key ? { ...json, 'idempotency-key': key } : json;
    const answer = await call('requests', { method: 'POST', headers, body: JSON.stringify(body) });
    return { status: answer.status, body: (await answer.json()) as RequestView };
  };
  const get = (id: string) => read<RequestView>(`requests/${id}`);
  return {
    post,
    submit: (body, key) =>
      until('the request was accepted', async () => {
        const answer = await post(body, key);
        return answer.status < 300 && answer.body.id;
      }),
    get,
    list: (query = '') => read(`requests${query}`),
    finished: (id, within = 60_000) =>
      until(
        `${id} was finished`,
        async () => {
          const request = await get(id);
          if (request.finishedAt === null) return false;
          return checkJournal(request, await read(`requests/${id}/evidence`)) && request;
        },
        within,
        200,
      ),
    report: (id) => read(`requests/${id}/report`),
    package: (id) => call(`requests/${id}/package`),
    evidence: (id) => read(`requests/${id}/evidence`),
    sweep: async () => {
      await call('../admin/functions/sweep', { method: 'POST', headers: json, body: '{}' });
    },
    call,
  };
}

/** The line of one system. */
export function systemOf(request: RequestView, id: string): SystemView {
  const system = request.systems.find((one) => one.id === id);
  if (!system) throw new Error(`${request.id} has no system ${id}.`);
  return system;
}

export function verdictsOf(request: RequestView): Record<string, string | null> {
  return Object.fromEntries(request.systems.map(({ id, verdict }) => [id, verdict]));
}
