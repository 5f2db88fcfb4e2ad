import { enableCompileCache } from 'node:module';
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
    return { dataFolder: values.data, ports: Object.fromEntries(ports), ...people };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const options = readArguments();
// Later starts need not strip types again: half the time and a quarter of the memory.
enableCompileCache(path.join(import.meta.dirname, '../../node_modules/.cache/compiled'));
const { startSandbox } = await import('./start-sandbox.ts');
const sandbox = await startSandbox(options).catch((error: unknown) =>
  fail(error instanceof Error ? error.message : String(error)),
);
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
