import { createRequire } from 'node:module';
import { connect } from 'node:net';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { DataFolder } from './data-folder.ts';
import type { Ports } from './ports.ts';
import { StartFailure } from './start-failure.ts';
import type { ProcessPlan } from './supervised-process.ts';
import { setAsideUnreadable } from './unreadable-storage.ts';

// The account and key of every storage emulator. They give access to local storage only.
// https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
const account = 'devstoreaccount1';
const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

/** The connection string of the embedded storage. */
export function storageConnection({ blob, queue, table }: Ports): string {
  const endpoint = (name: string, port: number) =>
    `${name}Endpoint=http://127.0.0.1:${String(port)}/${account};`;
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};${endpoint('Blob', blob)}${endpoint('Queue', queue)}${endpoint('Table', table)}`;
}

/**
 * Azurite. It stores its data on disk, so that it survives a restart.
 *
 * @throws StartFailure when the package is missing
 */
export function storageProcess(data: DataFolder, ports: Ports): ProcessPlan {
  const folder = data.at('azurite');
  return {
    title: 'The storage (Azurite)',
    command: [
      ...['--import', pathToFileURL(path.join(import.meta.dirname, 'quick-tables.mjs')).href],
      azuriteScript(),
      '--silent',
      '--skipApiVersionCheck',
      '--disableTelemetry',
      ...places(folder, ports),
    ],
    environment: process.env,
    outlives: 1_000,
    logFile: data.at('logs', 'azurite.log'),
    ready: async () => {
      const open = await Promise.all([ports.blob, ports.queue, ports.table].map(listens));
      return open.every(Boolean);
    },
    mend: () => setAsideUnreadable(folder),
  };
}

function azuriteScript(): string {
  try {
    return createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js');
  } catch (error) {
    throw new StartFailure('The package azurite is missing: run npm ci.', { cause: error });
  }
}

function places(folder: string, ports: Ports): string[] {
  const services = ['blob', 'queue', 'table'] as const;
  return [
    ...['--location', folder],
    ...services.flatMap((name) => [
      `--${name}Host`,
      '127.0.0.1',
      `--${name}Port`,
      String(ports[name]),
    ]),
  ];
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}
