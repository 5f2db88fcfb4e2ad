// Habeas' host as a peer of the benchmark harness: one process, starts through the Durable HTTP API.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import http from 'node:http';
import net from 'node:net';
import path from 'node:path';

export interface EngineClient {
  start(request: { id: string; d: number }): Promise<unknown>;
  wait(id: string): Promise<unknown>;
}

export interface Engine {
  readonly client: EngineClient;
  readonly origin: string;
  pids(): (number | undefined)[];
  crash(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

/** Starts the host on an empty task hub in `dir`. */
export async function launch({
  dir,
  stubOrigin,
  harness,
}: {
  dir: string;
  stubOrigin: string;
  harness: string;
}): Promise<Engine> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${String(port)}`;
  const agent = new http.Agent({ keepAlive: true, maxSockets: 128 });
  const boot = () => bootHost({ dir, port, stubOrigin, harness });
  let child = await boot();
  return {
    client: createClient(origin, agent),
    origin,
    pids: () => [child.pid],
    crash: () => end(child, 'SIGKILL'),
    async restart() {
      child = await boot();
    },
    async stop() {
      agent.destroy();
      await end(child, 'SIGTERM');
    },
  };
}

async function bootHost(options: {
  dir: string;
  port: number;
  stubOrigin: string;
  harness: string;
}): Promise<ChildProcess> {
  const { dir, port, stubOrigin, harness } = options;
  const log = openSync(path.join(dir, 'host.log'), 'a');
  const child = spawn(
    process.execPath,
    [
      'local/host/main.ts',
      'bench/engine/app',
      '--port',
      String(port),
      '--data',
      path.join(dir, 'hub'),
    ],
    {
      cwd: root,
      env: {
        ...process.env,
        NODE_COMPILE_CACHE: path.join(root, 'node_modules/.cache/compile'),
        NODE_ENV: 'production',
        STUB_ORIGIN: stubOrigin,
        BENCH_PEERS: harness,
      },
      stdio: ['ignore', log, log],
    },
  );
  await answers(`http://127.0.0.1:${String(port)}/durabletask/instances/none`, child);
  return child;
}

/** Waits until the host answers; it may be busy with what was open before. */
async function answers(url: string, child: ChildProcess): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error('The host ended early; see host.log.');
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

function createClient(origin: string, agent: http.Agent): EngineClient {
  const base = `${origin}/durabletask`;
  return {
    async start({ id, d }) {
      const { status, body } = await exchange(
        agent,
        'POST',
        `${base}/orchestrators/request/${id}`,
        { id, d },
      );
      // 409: the start was taken before a crash cut off its answer.
      if (status !== 202 && status !== 409)
        throw new Error(`start answered ${String(status)}: ${body}`);
    },
    async wait(id) {
      for (;;) {
        const { status, body } = await exchange(
          agent,
          'GET',
          `${base}/instances/${id}?showInput=false`,
        );
        if (status === 200) return ended(body);
        if (status !== 202) throw new Error(`status answered ${String(status)}: ${body}`);
      }
    },
  };
}

function ended(body: string): unknown {
  const { runtimeStatus, output } = JSON.parse(body) as { runtimeStatus: string; output: unknown };
  if (runtimeStatus !== 'Completed') throw new Error(`${runtimeStatus}: ${JSON.stringify(output)}`);
  return output;
}

/** One request; the status call waits up to a minute for the end (RFC 7240's `Prefer: wait`). */
export function exchange(
  agent: http.Agent,
  method: string,
  url: string,
  body?: unknown,
): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', prefer: 'wait=60' };
    const request = http.request(url, { method, agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => (text += chunk));
      response.on('end', () => {
        resolve({ status: response.statusCode ?? 0, body: text });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

async function end(child: ChildProcess, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('No port.');
  return address.port;
}
