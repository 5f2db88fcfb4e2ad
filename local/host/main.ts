// `npm run host -- FOLDER`: runs a built function app on this machine until SIGINT or SIGTERM.
import { createHash } from 'node:crypto';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { startHost, type HostOptions } from './host.ts';
import { removeRunFile, writeRunFile } from './settings/run-file.ts';

const usage = `Runs a built @azure/functions v4 app (its package.json, host.json, local.settings.json) on this machine.

npm run host -- FOLDER [--port N] [--data DIR] [--auth] [--strict]

  --port N    the port (default: that of local.settings.json, or 7071); 0 takes a free port
  --data DIR  the folder of the task hub, the keys and run.json (default: .habeas/apps/NAME)
  --auth      require keys, as Azure does; they are in DIR/keys.json
  --strict    throw clear errors where the app would go wrong silently on Azure`;

type CommandLine = Omit<HostOptions, 'failed'>;

function readOptions(): CommandLine | undefined {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      port: { type: 'string' },
      data: { type: 'string' },
      auth: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [folder] = positionals;
  if (values.help || folder === undefined) return undefined;
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port >= 0 && port < 65_536))
    throw new Error(`--port must be a number from 0 to 65535, not "${values.port ?? ''}".`);
  const { auth, strict } = values;
  return { folder, port, dataFolder: values.data ?? defaultDataFolder(folder), auth, strict };
}

/** A different folder for each app, so that two apps never share a task hub. */
function defaultDataFolder(folder: string): string {
  const full = path.resolve(folder);
  const mark = createHash('sha256').update(full).digest('hex').slice(0, 8);
  return path.join('.habeas', 'apps', `${path.basename(full)}-${mark}`);
}

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function run(options: CommandLine): Promise<void> {
  const dataFolder = path.resolve(options.dataFolder);
  const failed = (error: Error): never => {
    removeRunFile(dataFolder);
    return fail(error);
  };
  const starting = startHost({ ...options, dataFolder, failed });
  const stopping = new AbortController();
  const stop = () => {
    if (stopping.signal.aborted) return;
    stopping.abort();
    starting
      .then(async (host) => {
        await host.stop();
        removeRunFile(dataFolder);
        process.exit(0);
      })
      .catch(fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const { origin } = await starting;
  const durable = `${origin}/runtime/webhooks/durabletask`;
  if (!stopping.signal.aborted)
    writeRunFile(dataFolder, { pid: process.pid, url: origin, durable });
}

try {
  const options = readOptions();
  if (options) await run(options);
  else {
    console.log(usage);
    process.exitCode = process.argv.includes('--help') ? 0 : 1;
  }
} catch (error) {
  fail(error);
}
