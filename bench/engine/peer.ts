// Habeas' host as a peer of the benchmark harness: one process, starts through the Durable HTTP API.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { openCaller, type Call } from './caller.ts';

export interface EngineClient {
  start(request: { id: string; d: number }): Promise<unknown>;
  wait(id: string): Promise<unknown>;
}

export interface Engine {
  readonly client: EngineClient;
  /** A request to the host. */
  readonly call: Call;
  pids(): (number | undefined)[];
  crash(): Promise<void>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '../..');

interface LaunchOptions {
  readonly dir: string;
  readonly stubOrigin: string;
  readonly harness: string;
  /** The value of FUNCTIONS_WORKER_PROCESS_COUNT. The default is two. */
  readonly workers?: string;
  /** Flags of Node for the host, e.g. to profile it. */
  readonly flags?: readonly string[];
}

/** Starts the host on an empty task hub in `dir`. */
export async function launch(options: LaunchOptions): Promise<Engine> {
  const { harness } = options;
  const port = await freePort();
  const caller = await openCaller(`http://127.0.0.1:${String(port)}`, harness);
  const boot = () => bootHost(port, options);
  let child = await boot();
  return {
    client: createClient(caller.call),
    call: caller.call,
    pids: () => [child.pid],
    crash: () => end(child, 'SIGKILL'),
    async restart() {
      child = await boot();
    },
    async stop() {
      await caller.close();
      await end(child, 'SIGTERM');
    },
  };
}

async function bootHost(port: number, options: LaunchOptions): Promise<ChildProcess> {
  const { dir, stubOrigin, harness, workers = '2', flags = [] } = options;
  const log = openSync(path.join(dir, 'host.log'), 'a');
  const child = spawn(
    process.execPath,
    [
      '--max-old-space-size=768',
      ...flags,
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
        FUNCTIONS_WORKER_PROCESS_COUNT: workers,
        STUB_ORIGIN: stubOrigin,
        BENCH_PEERS: harness,
      },
      stdio: ['ignore', log, log],
    },
  );
  await answers(`http://127.0.0.1:${String(port)}/durabletask/instances/none`, child);
  return child;
}

/** Waits until the host answers. It may be busy with instances that were open before. */
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

function createClient(call: Call): EngineClient {
  return {
    async start({ id, d }) {
      const { status, body } = await call('POST', `/durabletask/orchestrators/request/${id}`, {
        id,
        d,
      });
      // 409: the start was accepted, but a crash lost the answer.
      if (status !== 202 && status !== 409)
        throw new Error(`start answered ${String(status)}: ${body}`);
    },
    async wait(id) {
      for (;;) {
        const { status, body } = await call('GET', `/durabletask/instances/${id}?showInput=false`);
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
