import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync } from 'node:fs';
import { createConnection, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { until } from './until.ts';

/** The MariaDB that is installed on this machine; undefined when there is none. */
export const installedMariadb = [...(process.env['PATH'] ?? '').split(path.delimiter), '/usr/sbin']
  .map((folder) => path.join(folder, 'mariadbd'))
  .find((file) => existsSync(file));

export interface Mariadb {
  /** Of the superuser, without a database. */
  readonly connectionString: string;
  stop(): Promise<void>;
}

/** Starts a MariaDB with empty tables of its own. */
export async function startMariadb(program: string): Promise<Mariadb> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mariadb-'));
  const data = path.join(folder, 'data');
  mkdirSync(data);
  const share = path.join(path.dirname(program), '..', 'share', 'mysql');
  const common = ['--no-defaults', `--datadir=${data}`, `--lc-messages-dir=${share}`];
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const parts = ['mysql_system_tables', 'mysql_performance_tables', 'mysql_system_tables_data'];
  const input = [
    'CREATE DATABASE mysql;\nUSE mysql;\n',
    ...parts.map((name) => readFileSync(path.join(share, `${name}.sql`), 'utf8')),
  ].join('');
  spawnSync(program, [...common, ...user, '--bootstrap'], { input });
  const port = await freePort();
  const server = spawn(
    program,
    [
      ...[...common, ...user, `--port=${String(port)}`, '--bind-address=127.0.0.1'],
      ...[`--socket=${path.join(folder, 's')}`, '--innodb-flush-log-at-trx-commit=0'],
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await until('MariaDB listens', () => accepts(port));
  return {
    connectionString: `mysql://root@127.0.0.1:${String(port)}`,
    stop: () => {
      server.kill('SIGKILL');
      return exited;
    },
  };
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
