// `npm run host -- FOLDER`: runs a built function app on this machine until SIGINT or SIGTERM.
import { fileURLToPath } from 'node:url';
import { readCommandLine, usage, type CommandLine } from './command-line.ts';
import { startHost } from './host.ts';
import { runWatched } from './run-watched.ts';
import { removeRunFile, writeRunFile } from './settings/run-file.ts';

function fail(error: unknown): never {
  console.error(error instanceof Error ? error.message : String(error));
  process.exit(1);
}

async function run(options: CommandLine): Promise<void> {
  const { dataFolder } = options;
  const failed = (error: Error): never => {
    removeRunFile(dataFolder);
    return fail(error);
  };
  const starting = startHost({ ...options, failed });
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
  // The process that watches the app has ended.
  process.on('disconnect', stop);
  const { origin } = await starting;
  const durable = `${origin}/runtime/webhooks/durabletask`;
  if (!stopping.signal.aborted)
    writeRunFile(dataFolder, { pid: process.pid, url: origin, durable });
}

try {
  const options = readCommandLine();
  if (!options) {
    console.log(usage);
    process.exitCode = process.argv.includes('--help') ? 0 : 1;
  } else if (options.watch) runWatched(fileURLToPath(import.meta.url), options);
  else await run(options);
} catch (error) {
  fail(error);
}
