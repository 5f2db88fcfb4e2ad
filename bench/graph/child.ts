import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Task, Tasks } from './worker.ts';

/** Runs each task in a process of its own, so that its memory and time can be measured. */
export interface Children {
  run<T extends Task>(
    task: T,
    order: Parameters<Tasks[T]>[0],
  ): Promise<Awaited<ReturnType<Tasks[T]>>>;
  stop(): void;
}

/**
 * The children run a bundle, as the service does, because stripping types takes memory that the service does not use.
 * @param nodeOptions options for Node
 */
export async function prepareChildren(
  caFile: string,
  nodeOptions: readonly string[] = [],
): Promise<Children> {
  const outfile = path.join(mkdtempSync(path.join(tmpdir(), 'habeas-bench-worker-')), 'worker.js');
  await build({
    entryPoints: [path.join(import.meta.dirname, 'worker.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'cjs',
    logLevel: 'warning',
  });
  const running = new Set<ReturnType<typeof fork>>();
  return {
    run(task, order) {
      const child = fork(outfile, {
        env: { ...process.env, NODE_EXTRA_CA_CERTS: caFile },
        execArgv: [...nodeOptions],
      });
      running.add(child);
      child.send({ task, order });
      return new Promise((resolve, reject) => {
        child.once('message', (message) => {
          resolve(message as Awaited<ReturnType<Tasks[typeof task]>>);
        });
        child.once('exit', (code) => {
          running.delete(child);
          reject(new Error(`The ${task} ended with ${String(code)}.`));
        });
      });
    },
    stop: () => {
      for (const child of running) child.kill();
    },
  };
}
