// `npm start`: Azurite, the sandbox and the local host, supervised until Ctrl-C.
import { once } from 'node:events';
import path from 'node:path';
import { runDemo } from './start/demo/demo.ts';
import { readSettings } from './start/local-settings.ts';
import { readOptions, usage, type StartOptions } from './start/options.ts';
import { startStack, type Stack } from './start/stack.ts';
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
  if (!stopped.aborted) await demonstrate(stack, options, stopped);
  if (!stopped.aborted) await once(stopped, 'abort');
  stack.terminal.say('Stopping …');
  await stack.stop();
}

async function demonstrate(stack: Stack, options: StartOptions, stopped: AbortSignal) {
  const { terminal } = stack;
  try {
    if (options.demo) await runDemo(stack, options.dataFolder, stopped);
    if (!stopped.aborted) terminal.say(`Running until Ctrl-C. Dashboard ${stack.run.dashboard}`);
  } catch (error) {
    terminal.say(
      `The demonstration failed: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

// Ctrl-C reaches this process twice, from the terminal and from npm; one stop is under way after the first.
function stopSignal(): AbortSignal {
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  return stop.signal;
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exit(1);
  },
);
