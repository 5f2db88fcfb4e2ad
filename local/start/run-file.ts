import type { Ports } from './ports.ts';
import type { InventedPerson } from './sign-in.ts';
import { storageConnection } from './storage-process.ts';

/** The addresses and pids of a running stack: the content of `run.json`. */
export interface RunFile {
  readonly pid: number;
  readonly startedAt: string;
  readonly api: string;
  readonly dashboard: string;
  readonly durable: string;
  readonly sandbox: string;
  /** Connection string. */
  readonly storage: string;
  readonly processes: Readonly<Record<'host' | 'sandbox' | 'azurite', number>>;
  /** Who can sign in; only with `--auth`. */
  readonly people?: readonly InventedPerson[];
}

export function describeRun(
  startedAt: string,
  ports: Ports,
  processes: RunFile['processes'],
  people?: readonly InventedPerson[],
): RunFile {
  const origin = `http://127.0.0.1:${String(ports.api)}`;
  return {
    pid: process.pid,
    startedAt,
    api: `${origin}/api`,
    dashboard: `${origin}/api/dashboard`,
    durable: `${origin}/runtime/webhooks/durabletask`,
    sandbox: `http://127.0.0.1:${String(ports.sandbox)}`,
    storage: storageConnection(ports),
    processes,
    ...(people && { people }),
  };
}
