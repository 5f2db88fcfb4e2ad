// `npm start`: Azurite, the sandbox and the local host, supervised until Ctrl-C.
import path from 'node:path';
import { readSettings } from './start/local-settings.ts';
import { readOptions, usage } from './start/options.ts';
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
  const asked = stopAsked();
  const stack = await startStack(options, settings);
  stack.terminal.say(`Ready. API ${stack.run.api}  Dashboard ${stack.run.dashboard}`);
  const stopped = asked.then(() => stack.stop());
  await stopped;
}

// Ctrl-C reaches this process twice, from the terminal and from npm; one stop is under way after the first.
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        resolve();
      });
  });
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    console.error(error instanceof StartFailure ? error.message : error);
    process.exit(1);
  },
);
