import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { HostOptions } from './host.ts';

export const usage = `Runs a built @azure/functions v4 app (its package.json, host.json, local.settings.json) on this machine.

npm run host -- FOLDER [--port N] [--data DIR] [--auth] [--strict] [--watch]

  FOLDER      the app (default: the current folder, when it has a host.json)
  --port N    the port (default: that of local.settings.json, or 7071); 0 takes a free port
  --data DIR  the folder of the task hub, the keys and run.json (default: .habeas/apps/NAME beside this host)
  --auth      require keys, as Azure does; they are in DIR/keys.json
  --strict    throw clear errors where the app would go wrong silently on Azure
  --watch     start again when the app has been built again

In the app's own folder, the same is: node PATH-OF-THIS-REPOSITORY/local/host/run.mjs`;

export type CommandLine = Omit<HostOptions, 'failed'> & { readonly watch: boolean };

/**
 * @returns undefined when the usage is to be printed
 * @throws Error when an option is wrong
 */
export function readCommandLine(): CommandLine | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      auth: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      watch: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (positionals.length > 1)
    throw new Error(`One folder is expected, not "${positionals.join('" and "')}".`);
  const folder = positionals[0] ?? (existsSync('host.json') ? '.' : undefined);
  if (values.help || folder === undefined) return undefined;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port ?? ''}".`);
  const { auth, strict, watch } = values;
  const dataFolder = path.resolve(values.data ?? defaultDataFolder(folder));
  return { folder: path.resolve(folder), port, dataFolder, auth, strict, watch };
}

/** Each app has its own data folder, because two apps must not share a task hub. Nothing is written into the app's folder. */
function defaultDataFolder(folder: string): string {
  const full = path.resolve(folder);
  const mark = createHash('sha256').update(full).digest('hex').slice(0, 8);
  const root = path.resolve(import.meta.dirname, '..', '..');
  return path.join(root, '.habeas', 'apps', `${path.basename(full)}-${mark}`);
}
