import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { sandboxSecrets, writeConfiguration } from './configuration.ts';
import type { Listener } from './http/listener.ts';
import { openControl } from './open-control.ts';
import { openSystems } from './open-systems.ts';
import { keepPorts } from './ports.ts';
import { prepareParts, type SandboxOptions } from './prepare-parts.ts';
import { openDatabase } from './store/database.ts';
import type { SandboxUrls } from './vendors/vendor.ts';

export interface Sandbox {
  /** Base URL of the control API, `http://127.0.0.1:PORT`. */
  control: string;
  /** Base URL of the OAuth authority, `https://localhost:PORT`. */
  authority: string;
  /** Base URL of each simulated system by its id. Without the API's own prefix, such as `/v1.0` of Graph. */
  systems: Readonly<Record<string, string>>;
  /** `habeas.config.json` for a service that works with this sandbox. */
  configFile: string;
  /** The secrets that the configuration names, by environment variable. */
  secrets: Readonly<Record<string, string>>;
  /** PEM file of the authority that signed the https listeners' certificate. */
  caFile: string;
  stop(): Promise<void>;
}

const folderOf = ({ dataFolder }: SandboxOptions) => path.join(dataFolder, 'sandbox');

/** Does the work of a first start, such as seeding, and starts no listener. */
export async function prepareSandbox(options: SandboxOptions): Promise<void> {
  const folder = folderOf(options);
  const database = openDatabase(folder);
  try {
    await prepareParts(folder, database, options);
  } finally {
    database.close();
  }
}

/**
 * Starts the simulated systems, the OAuth authority and the control API, on 127.0.0.1 only.
 * State, journal, faults and ports of an earlier start in the same folder are used again.
 * @throws Error when a wanted port is in use.
 */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const folder = folderOf(options);
  mkdirSync(folder, { recursive: true });
  const database = openDatabase(folder);
  const listeners = new Map<string, Listener>();
  const stop = async () => {
    await Promise.all([...listeners.values()].map((listener) => listener.close()));
    if (database.isOpen) database.close();
  };
  try {
    const parts = await prepareParts(folder, database, options);
    const urlOf = await openSystems(listeners, parts);
    const urls = (): SandboxUrls => ({
      authority: urlOf('authority'),
      systems: Object.fromEntries(parts.systems.map(({ id }) => [id, urlOf(id)])),
    });
    // Written before the control API answers, because a caller who gets an answer may read the configuration.
    const configFile = writeConfiguration(folder, parts.vendors, urls());
    await openControl(listeners, parts, urls);
    keepPorts(folder, listeners);
    return {
      control: urlOf('control'),
      ...urls(),
      configFile,
      secrets: sandboxSecrets(parts.vendors),
      caFile: parts.certificates.caFile,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
