import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until.ts';

export interface Postgres {
  /** Of the superuser, to the database `postgres`. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

/**
 * Starts a real PostgreSQL with an empty database. It ends with this process. A start is tried again: two at once may both create the user as
 * which the server runs, or take the same port.
 */
export const startPostgres = (): Promise<Postgres> =>
  until('PostgreSQL has started', startOnce, 20_000, 500);

async function startOnce(): Promise<Postgres> {
  const scratch = tmpdir();
  // As root, the server runs as a user of its own, which must get to its folder.
  if (process.getuid?.() === 0) chmodSync(scratch, 0o711);
  const folder = path.join(mkdtempSync(path.join(scratch, 'postgres-')), 'data');
  chmodSync(path.dirname(folder), 0o777);
  const server = spawn(process.execPath, [path.join(__dirname, 'run-postgres.mjs'), folder], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    server.once('exit', () => reject(new Error('PostgreSQL did not start')));
    server.stdout.setEncoding('utf8').once('data', (text: string) => resolve(text.trim()));
  });
  return {
    connectionString: `postgresql://postgres:postgres@127.0.0.1:${port}/postgres`,
    stop: () => {
      server.stdin.end();
      return exited;
    },
  };
}
