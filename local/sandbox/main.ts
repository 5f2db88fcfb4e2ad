import { parseArgs } from 'node:util';
import { startSandbox } from './start-sandbox.ts';

const usage =
  'Usage: node local/sandbox/main.ts --data DIR [--control-port N] [--port NAME=N …]\nNAME is authority, b2c-de, b2c-fr, b2c-us, hubspot or mailchimp; 0 takes a free port.';

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}

function readArguments() {
  try {
    const { values } = parseArgs({
      options: {
        data: { type: 'string' },
        'control-port': { type: 'string', default: '0' },
        port: { type: 'string', multiple: true, default: [] },
      },
    });
    if (values.data === undefined) throw new Error('--data is missing.');
    const ports = [
      ['control', values['control-port']],
      ...values.port.map((text) => text.split('=')),
    ].map(([name = '', port = '']) => {
      if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
        throw new Error(`The port for ${name} must be a number from 0 to 65535.`);
      return [name, Number(port)] as const;
    });
    return { dataFolder: values.data, ports: Object.fromEntries(ports) };
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
  }
}

const options = readArguments();
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
