import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { QueueServiceClient, type QueueClient } from '@azure/storage-queue';
import { until } from '../../support/until.ts';

export interface Azurite {
  /** A connection string for the app's settings. */
  readonly connection: string;
  /** Creates a queue with this name. */
  queue(name: string): Promise<QueueClient>;
  /** Ends the process. Its data stays. */
  stop(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

const account = 'devstoreaccount1';
// Azurite's published key, the same on every machine.
const key =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

async function freePort(): Promise<number> {
  return await new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        resolve(typeof address === 'object' ? (address?.port ?? 0) : 0);
      });
    });
  });
}

/** Starts a queue service on a free port. */
export async function startAzurite(): Promise<Azurite> {
  const port = await freePort();
  const folder = mkdtempSync(path.join(tmpdir(), 'azurite-'));
  const connection = `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${key};QueueEndpoint=http://127.0.0.1:${port}/${account};`;
  const service = QueueServiceClient.fromConnectionString(connection, {
    retryOptions: { maxTries: 1 },
  });
  let child: ChildProcess | undefined;
  const main = require.resolve('azurite/dist/src/queue/main.js');

  async function start(): Promise<void> {
    child = spawn(
      process.execPath,
      [
        main,
        ...['--queuePort', String(port), '--queueHost', '127.0.0.1', '--location', folder],
        ...['--silent', '--skipApiVersionCheck', '--disableTelemetry'],
      ],
      { stdio: 'ignore' },
    );
    await until('the queue service answers', async () => {
      await service.getProperties();
      return true;
    });
  }

  async function stop(): Promise<void> {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill('SIGTERM');
    await ended;
  }

  await start();
  return {
    connection,
    start,
    stop,
    async queue(name) {
      const queue = service.getQueueClient(name);
      await queue.createIfNotExists();
      return queue;
    },
    async remove() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
