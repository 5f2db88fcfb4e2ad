import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { openStorage, type Storage } from '../../src/azure/storage.ts';

// The account and key that every storage emulator has. They open only the emulator on this machine.
// https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
const account = 'devstoreaccount1';
const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

export interface TableStorage {
  readonly table: Storage['register'];
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts Azurite in memory, and opens the table of the register. */
export async function startTableStorage(): Promise<TableStorage> {
  const azurite = spawn(
    process.execPath,
    [
      // As `npm start` starts it.
      ...['--import', new URL('../../local/start/quick-tables.mjs', import.meta.url).href],
      createRequire(import.meta.url).resolve('azurite/dist/src/azurite.js'),
      ...['--inMemoryPersistence', '--skipApiVersionCheck', '--disableTelemetry', '--silent'],
      ...['blob', 'queue', 'table'].flatMap((name) => [`--${name}Port`, '0']),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => azurite.once('exit', () => resolve()));
  const url = await new Promise<string>((resolve, reject) => {
    let output = '';
    azurite.once('exit', () => reject(new Error(`Azurite did not start:\n${output}`)));
    azurite.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const [, found] = /Table service is successfully listening at (\S+)/.exec(output) ?? [];
      if (found !== undefined) resolve(found);
    });
  });
  const endpoint = `${url}/${account}`;
  const connectionString = [
    'DefaultEndpointsProtocol=http',
    ...[`AccountName=${account}`, `AccountKey=${accountKey}`],
    ...['Table', 'Blob', 'Queue'].map((name) => `${name}Endpoint=${endpoint}`),
  ].join(';');
  return {
    table: openStorage({ connectionString }).register,
    pid: azurite.pid ?? 0,
    stop() {
      azurite.kill('SIGKILL');
      return exited;
    },
  };
}
