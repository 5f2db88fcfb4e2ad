import { parseArgs } from 'node:util';
import type { SandboxOptions } from './prepare-parts.ts';

const usage = `Usage: node local/sandbox/main.ts --data DIR [--control-port N] [--port NAME=N …] [--people N] [--systems core|all]
NAME is authority or the id of a system, such as b2c-de; 0 takes a free port.
core: the five systems that every sandbox has; all: every vendor that has a folder.`;

function wholeNumber(what: string, text: string, most: number): number {
  if (!/^\d{1,7}$/.test(text) || Number(text) > most)
    throw new Error(`${what} must be a whole number up to ${String(most)}.`);
  return Number(text);
}

function optionsOf(): SandboxOptions & { prepareOnly: boolean } {
  const { values } = parseArgs({
    options: {
      data: { type: 'string' },
      'control-port': { type: 'string', default: '0' },
      port: { type: 'string', multiple: true, default: [] },
      people: { type: 'string' },
      systems: { type: 'string', default: 'core' },
      'prepare-only': { type: 'boolean', default: false },
    },
  });
  const { data, people, systems } = values;
  if (data === undefined) throw new Error('--data is missing.');
  if (systems !== 'core' && systems !== 'all') throw new Error('--systems must be core or all.');
  const ports = [
    ['control', values['control-port']],
    ...values.port.map((text) => text.split('=')),
  ];
  return {
    dataFolder: data,
    ports: Object.fromEntries(
      ports.map(([name = '', port = '']) => [
        name,
        wholeNumber(`The port for ${name}`, port, 65_535),
      ]),
    ),
    systems,
    ...(people === undefined ? {} : { people: wholeNumber('--people', people, 700_000) }),
    prepareOnly: values['prepare-only'],
  };
}

/**
 * Reads the command line.
 * @throws Error that says what is wrong and how to call the command
 */
export function readArguments(): SandboxOptions & { prepareOnly: boolean } {
  try {
    return optionsOf();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${usage}`, {
      cause: error,
    });
  }
}
