import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';

const usage =
  'Usage: node local/sandbox/main.ts --data DIR [--control-port N] [--port NAME=N …] [--people N]\nNAME is authority, b2c-de, b2c-fr, b2c-us, hubspot or mailchimp; 0 takes a free port.';

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function wholeNumber(what: string, text: string, most: number): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) > most)
    throw new Error(`${what} must be a whole number up to ${String(most)}.`);
  return Number(text);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        'control-port': { type: 'string', default: '0' },
        port: { type: 'string', multiple: true, default: [] },
        people: { type: 'string' },
        'prepare-only': { type: 'boolean', default: false },
      },
    });
    if (values.data === undefined) throw new Error('--data is missing.');
    const ports = [
      ['control', values['control-port']],
      ...values.port.map((text) => text.split('=')),
    ].map(
      ([name = '', port = '']) =>
        [name, wholeNumber(`The port for ${name}`, port, 65_535)] as const,
    );
    const people =
      values.people === undefined
        ? {}
        : { people: wholeNumber('--people', values.people, 1_000_000) };
    return {
      dataFolder: values.data,
      ports: Object.fromEntries(ports),
      ...people,
      prepareOnly: values['prepare-only'],
    };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

/** Making the world takes memory that this process would never give back; another does it and ends. */
function prepareElsewhere(dataFolder: string): void {
  if (existsSync(path.join(dataFolder, 'sandbox', 'tls', 'ca.pem'))) return;
  const prepared = spawnSync(
    process.execPath,
    [...process.execArgv, import.meta.filename, ...process.argv.slice(2), '--prepare-only'],
    { stdio: 'inherit' },
  );
  if (prepared.status !== 0) process.exit(prepared.status ?? 1);
}

const { prepareOnly, ...options } = readArguments();
if (!prepareOnly) prepareElsewhere(options.dataFolder);
const { prepareSandbox, startSandbox } = await import('./start-sandbox.ts');
const explain = (error: unknown) => fail(error instanceof Error ? error.message : String(error));
if (prepareOnly) {
  await prepareSandbox(options).catch(explain);
  process.exit(0);
}
const sandbox = await startSandbox(options).catch(explain);
console.log(`Sandbox ready: control ${sandbox.control}, authority ${sandbox.authority}`);
// A supervisor that started this process with a channel is told the addresses.
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
