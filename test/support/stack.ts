import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunFile } from '../../local/start/run-file.ts';
import { createSandboxClient, type SandboxClient } from './sandbox-client.ts';
import { createServiceClient, type ServiceClient } from './service-client.ts';
import { until } from './until.ts';

export type ProcessName = keyof RunFile['processes'];

/** A whole stack in processes of its own, as `npm start -- --no-demo --port 0 --strict` starts it. */
export interface TestStack {
  readonly dataFolder: string;
  /** Read again at every use, because pids change. */
  readonly run: RunFile;
  readonly service: ServiceClient;
  readonly sandbox: SandboxClient;
  /** The output of the supervisor so far. */
  readonly output: string;
  /** Kills processes, and waits until the supervisor has started each one again. */
  kill(signal: 'SIGKILL' | 'SIGTERM', ...names: readonly ProcessName[]): Promise<void>;
  /** Stops the stack cleanly and returns the supervisor's exit code. The data folder stays. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
}

export interface TestStackOptions {
  readonly dataFolder: string;
  readonly commandLine?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

const root = path.resolve(__dirname, '..', '..');
const readyWithin = 120_000;

export function freshDataFolder(): string {
  return mkdtempSync(path.join(tmpdir(), 'habeas-test-'));
}

export function removeDataFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

/** Starts the program of `npm start`, without npm. */
export function spawnStart(options: TestStackOptions): ChildProcess {
  return spawn(
    process.execPath,
    [
      path.join(root, 'local', 'start.ts'),
      ...['--data', options.dataFolder],
      ...(options.commandLine ?? ['--no-demo', '--port', '0', '--strict']),
    ],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...options.environment },
    },
  );
}

/** @throws when the stack does not become ready; the message holds its whole output */
export async function startStack(options: TestStackOptions): Promise<TestStack> {
  const { dataFolder } = options;
  const supervisor = spawnStart(options);
  let output = '';
  for (const stream of [supervisor.stdout, supervisor.stderr])
    stream?.setEncoding('utf8').on('data', (text: string) => (output += text));
  const runFile = path.join(dataFolder, 'run.json');
  const read = () => JSON.parse(readFileSync(runFile, 'utf8')) as RunFile;
  await until(
    'the stack was ready',
    () => {
      if (supervisor.exitCode !== null) return true;
      return existsSync(runFile) && read().pid === supervisor.pid;
    },
    readyWithin,
  ).catch(() => supervisor.kill('SIGTERM'));
  if (!existsSync(runFile)) throw new Error(`The stack did not start:\n${output}`);

  return {
    dataFolder,
    get run() {
      return read();
    },
    service: createServiceClient(() => read().api),
    sandbox: createSandboxClient(() => read().sandbox),
    get output() {
      return output;
    },
    kill: async (signal, ...names) => {
      const before = read().processes;
      for (const name of names) process.kill(before[name], signal);
      await until(`${names.join(' and ')} ran again`, () => {
        const now = read().processes;
        return names.every((name) => now[name] !== before[name]);
      });
    },
    stop: (signal = 'SIGTERM') => {
      const ended = new Promise<number | null>((resolve) => {
        if (supervisor.exitCode !== null) resolve(supervisor.exitCode);
        else supervisor.once('exit', resolve);
      });
      supervisor.kill(signal);
      return ended;
    },
  };
}
