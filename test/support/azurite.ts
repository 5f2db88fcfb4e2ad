import { spawn } from 'node:child_process';

export interface Azurite {
  readonly connectionString: string;
  readonly ports: AzuritePorts;
  stop(): Promise<void>;
}

// The account and key that every storage emulator has. They open only the emulator on this machine.
// https://learn.microsoft.com/azure/storage/common/storage-use-azurite#well-known-storage-account-and-key
const account = 'devstoreaccount1';
const accountKey =
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';

const services = ['Blob', 'Queue', 'Table'] as const;

/** In the order of the services: blob, queue, table. */
export type AzuritePorts = readonly [number, number, number];

/**
 * Starts Azurite in memory.
 *
 * @param ports 0 takes a free one
 * @param preloaded a module that its process loads first
 * @throws when it ends before all its services listen
 */
export function startAzurite(
  ports: AzuritePorts = [0, 0, 0],
  preloaded?: string,
): Promise<Azurite> {
  const azurite = spawn(
    process.execPath,
    [
      ...(preloaded === undefined ? [] : ['--import', preloaded]),
      require.resolve('azurite/dist/src/azurite.js'),
      '--inMemoryPersistence',
      '--skipApiVersionCheck',
      '--disableTelemetry',
      '--silent',
      ...services.flatMap((name, index) => [`--${name.toLowerCase()}Port`, String(ports[index])]),
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const exited = new Promise<void>((resolve) => azurite.once('exit', () => resolve()));
  const stop = () => {
    azurite.kill('SIGKILL');
    return exited;
  };
  return new Promise((resolve, reject) => {
    let output = '';
    azurite.once('exit', () => reject(new Error(`Azurite did not start:\n${output}`)));
    azurite.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      const urls = services.flatMap((name) => addressOf(name, output) ?? []);
      const [blob, queue, table] = urls.map((url) => Number(new URL(url).port));
      if (blob !== undefined && queue !== undefined && table !== undefined)
        resolve({
          connectionString: connectionString(urls),
          ports: [blob, queue, table],
          stop,
        });
    });
  });
}

function addressOf(service: string, output: string): string | undefined {
  return new RegExp(`${service} service is successfully listening at (http://\\S+)`).exec(
    output,
  )?.[1];
}

function connectionString(urls: readonly string[]): string {
  const endpoints = services.map(
    (name, index) => `${name}Endpoint=${urls[index] ?? ''}/${account};`,
  );
  return `DefaultEndpointsProtocol=http;AccountName=${account};AccountKey=${accountKey};${endpoints.join('')}`;
}
