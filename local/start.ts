// `npm start`: Azurite, the sandbox and the local host, supervised until Ctrl-C.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { readSettings } from './start/local-settings.ts';
import { readOptions, usage, type StartOptions } from './start/options.ts';
import { startStack } from './start/stack.ts';
import { StartFailure } from './start/start-failure.ts';

async function main(): Promise<void> {
  const appFolder = path.resolve(import.meta.dirname, '..');
  const settings = readSettings(appFolder);
  const options = readOptions(process.argv.slice(2), settings, appFolder);
  if (!options) {
    console.log(usage);
    return;
  }
  const stopped = stopSignal();
  const stack = await startStack(options, settings);
  stack.terminal.say(`Ready. API ${stack.run.api}  Dashboard ${stack.run.dashboard}`);
  if (options.demo && !stopped.aborted) await demonstrate(options, stopped);
  if (!stopped.aborted) {
    stack.terminal.say(`Running until Ctrl-C. Dashboard ${stack.run.dashboard}`);
    await once(stopped, 'abort');
  }
  stack.terminal.say('Stopping …');
  await stack.stop();
}

// The demonstration stays in the same process group, so that Ctrl-C ends it at once.
async function demonstrate(options: StartOptions, stopped: AbortSignal): Promise<void> {
  const folder = path.join(import.meta.dirname, 'start');
  const demo = spawn(
    process.execPath,
    [
      ...['--import', path.join(folder, 'end-with-parent.mjs')],
      ...[path.join(folder, 'demo', 'main.ts'), options.dataFolder],
    ],
    { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] },
  );
  stopped.addEventListener('abort', () => demo.kill());
  await once(demo, 'close');
}

// Ctrl-C can reach this process twice, from the terminal and from npm. Only the first signal counts.
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exit(error instanceof StartFailure ? error.exitCode : 1);
  },
);
