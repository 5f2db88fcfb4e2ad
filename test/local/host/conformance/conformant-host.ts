import { cpSync, mkdtempSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from '../../../support/until.ts';
import { hostApp } from '../hosted-app.ts';

export interface Status {
  readonly name: string;
  readonly instanceId: string;
  readonly runtimeStatus: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly customStatus: unknown;
  readonly parentInstanceId?: string;
  readonly historyEvents?: readonly Readonly<Record<string, unknown>>[];
}

export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Headers;
}

/** A host that runs the conformance app, through its public API. */
export interface ConformantHost {
  /** A request to the Durable HTTP API. */
  api(
    method: string,
    target: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** Starts an orchestration with a new id. */
  start(flow: string, input?: unknown): Promise<string>;
  status(id: string, query?: string): Promise<Status>;
  /** Waits for a status and returns it. Without a status: for the end. */
  reached(id: string, runtimeStatus?: string): Promise<Status>;
  output(flow: string, input?: unknown): Promise<unknown>;
  /** Calls a method of the DurableClient inside the app. */
  client(method: string, ...given: unknown[]): Promise<{ result?: unknown; error?: string }>;
  stop(): Promise<void>;
}

const appFolder = path.join(__dirname, 'app');
const ended = ['Completed', 'Failed', 'Terminated'];

/** Uses the host at `HABEAS_HOST_URL` (with its system key in `HABEAS_HOST_KEY`) when it is set, and starts one otherwise. */
export async function conformantHost(commandLine: readonly string[] = []): Promise<ConformantHost> {
  const given = process.env['HABEAS_HOST_URL'];
  if (given !== undefined && commandLine.length === 0)
    return connect(given, process.env['HABEAS_HOST_KEY'], () => Promise.resolve());
  const folder = mkdtempSync(path.join(tmpdir(), 'conformance-'));
  cpSync(appFolder, folder, { recursive: true });
  symlinkSync(
    path.resolve(__dirname, '../../../../node_modules'),
    path.join(folder, 'node_modules'),
  );
  const app = await hostApp({}, { folder, commandLine });
  return connect(app.url, undefined, async () => {
    await app.stop();
  });
}

function connect(url: string, key: string | undefined, stop: () => Promise<void>): ConformantHost {
  const base = `${url.replace(/\/$/, '')}/runtime/webhooks/durabletask`;
  const secured = (target: string) =>
    key === undefined ? target : `${target}${target.includes('?') ? '&' : '?'}code=${key}`;
  let made = 0;
  const run = `${String(process.pid)}-${String(Date.now())}`;

  const host: ConformantHost = {
    stop,
    async api(method, target, body, headers = {}) {
      const response = await fetch(`${base}/${secured(target)}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? undefined : JSON.parse(text),
      };
    },
    async start(flow, input) {
      const id = `${flow}-${run}-${String(++made)}`;
      const { status } = await host.api(
        'POST',
        `orchestrators/${flow}/${id}`,
        input === undefined ? undefined : JSON.stringify(input),
      );
      expect(status).toBe(202);
      return id;
    },
    status: async (id, query = '') =>
      (await host.api('GET', `instances/${id}?${query}`)).body as Status,
    reached: (id, runtimeStatus) =>
      until(`${id} is ${runtimeStatus ?? 'over'}`, async () => {
        const status = await host.status(id);
        const isThere =
          runtimeStatus === undefined
            ? ended.includes(status.runtimeStatus)
            : status.runtimeStatus === runtimeStatus;
        return isThere && status;
      }),
    async output(flow, input) {
      const { runtimeStatus, output } = await host.reached(await host.start(flow, input));
      return runtimeStatus === 'Completed' ? output : { runtimeStatus, output };
    },
    async client(method, ...arguments_) {
      const response = await fetch(`${url}/api/client/${method}`, {
        method: 'POST',
        body: JSON.stringify(arguments_),
        headers: { 'content-type': 'application/json' },
      });
      return (await response.json()) as { result?: unknown; error?: string };
    },
  };
  return host;
}
