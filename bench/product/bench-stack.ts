import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

export interface RunFile {
  readonly pid: number;
  readonly api: string;
  readonly sandbox: string;
  readonly storage: string;
  readonly processes: Readonly<Record<string, number>>;
}

export interface BenchStack {
  readonly dataFolder: string;
  readonly run: RunFile;
  stop(): Promise<void>;
}

interface StackOptions {
  readonly more?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A busy machine needs minutes to start a stack. */
const mostMs = 300_000;

const thisProject = path.resolve(import.meta.dirname, '..', '..');

/**
 * Starts the whole stack like `npm start -- --no-demo --port 0`, with a temporary data folder.
 * @param root the folder of a built project: this one, or a worktree of another commit
 * @param options arguments and environment of the stack, beside the usual ones
 */
export async function startBenchStack(
  root = thisProject,
  { more = [], environment = {} }: StackOptions = {},
): Promise<BenchStack> {
  const dataFolder = mkdtempSync(path.join(tmpdir(), 'habeas-bench-'));
  const supervisor = spawn(
    process.execPath,
    [
      path.join(root, 'local', 'start.ts'),
      '--no-demo',
      '--port',
      '0',
      '--data',
      dataFolder,
      ...more,
    ],
    { cwd: root, env: { ...process.env, ...environment }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const runFile = path.join(dataFolder, 'run.json');
  const giveUpAt = Date.now() + mostMs;
  while (!existsSync(runFile)) {
    if (supervisor.exitCode !== null || Date.now() > giveUpAt) {
      supervisor.kill('SIGTERM');
      throw new Error('The stack did not start.');
    }
    await delay(50);
  }
  return {
    dataFolder,
    run: JSON.parse(readFileSync(runFile, 'utf8')) as RunFile,
    async stop() {
      const ended = new Promise((resolve) => supervisor.once('exit', resolve));
      supervisor.kill('SIGTERM');
      await ended;
      rmSync(dataFolder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}
