import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readArguments } from './read-arguments.ts';

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

const explain = (error: unknown) => fail(error instanceof Error ? error.message : String(error));

/** Seeding needs memory that a process never releases, so it runs in a process of its own. */
function prepareElsewhere(dataFolder: string): void {
  if (existsSync(path.join(dataFolder, 'sandbox', 'tls', 'ca.pem'))) return;
  const prepared = spawnSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, ...process.argv.slice(2), '--prepare-only'],
    { stdio: 'inherit' },
  );
  if (prepared.status !== 0) process.exit(prepared.status ?? 1);
}

function readOrExplain() {
  try {
    return readArguments();
  } catch (error) {
    return explain(error);
  }
}

const { prepareOnly, ...options } = readOrExplain();
if (!prepareOnly) prepareElsewhere(options.dataFolder);
const { prepareSandbox, startSandbox } = await import('./start-sandbox.ts');
if (prepareOnly) {
  await prepareSandbox(options).catch(explain);
  process.exit(0);
}
const sandbox = await startSandbox(options).catch(explain);
console.log(`Sandbox ready: control ${sandbox.control}, authority ${sandbox.authority}`);
// A supervisor that started this process with a channel gets the addresses.
process.send?.({
  ready: true,
  control: sandbox.control,
  authority: sandbox.authority,
  systems: sandbox.systems,
  configFile: sandbox.configFile,
  caFile: sandbox.caFile,
});

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    sandbox.stop().then(
      () => process.exit(0),
      (error: unknown) => fail(String(error)),
    );
  });
