import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { readObject } from './read-object.ts';
import { OptionMistake } from './start-failure.ts';

export interface StartOptions {
  /** The repository: the function app that the host loads. */
  readonly appFolder: string;
  readonly dataFolder: string;
  /** Port of the API. 0 takes free ports for all processes. */
  readonly port: number;
  /** False with the user's own configuration: the demonstration knows only the sandbox's systems. */
  readonly demo: boolean;
  readonly auth: boolean;
  /** The host throws clear errors for mistakes that fail silently on Azure. */
  readonly strict: boolean;
  /** The user's own configuration; null: the sandbox's configuration. */
  readonly configFile: string | null;
  /** Keys that replace those of the configuration's policy; null: none. */
  readonly policy: Readonly<Record<string, unknown>> | null;
  /** `core`: the five systems of the benchmarks and checks. `all`: every system that the sandbox simulates. */
  readonly systems: 'core' | 'all';
}

export const usage = `npm start [-- OPTIONS]
  --no-demo      start without the two demonstration requests
  --port N       port of the API (default: 7071); the other processes take ports above it; 0 takes free ports
  --data DIR     the data folder (default: .habeas)
  --config FILE  systems and policy, instead of the sandbox's
  --policy FILE  a JSON object; its keys replace those of the policy
  --systems SET  core: five simulated systems (the default with --no-demo); all: every simulated system
  --auth         require keys or sign-in, as on Azure; DATA/host/keys.json has a key of each role
  --strict       throw clear errors where the app would go wrong silently on Azure`;

/**
 * Reads the command line of `npm start`.
 *
 * @param settings the environment over the `Values` of `local.settings.json`
 * @returns null when only help was asked for
 * @throws OptionMistake for an unknown option, a wrong value, or a file that cannot be used
 */
export function readOptions(
  commandLine: readonly string[],
  settings: Readonly<Record<string, string | undefined>>,
  appFolder: string,
): StartOptions | null {
  const { values } = parse(commandLine);
  if (values.help) return null;
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_000)
    throw new OptionMistake('--port needs a number from 0 to 65000.');
  const ownConfig = configFile(values.config ?? settings['HABEAS_CONFIG'], appFolder);
  const demo = !values['no-demo'] && !ownConfig;
  return {
    appFolder,
    dataFolder: path.resolve(values.data),
    port,
    demo,
    auth: values.auth,
    strict: values.strict,
    configFile: ownConfig,
    policy: policyKeys(values.policy),
    systems: systemsOf(values.systems ?? (demo ? 'all' : 'core')),
  };
}

function parse(commandLine: readonly string[]) {
  try {
    return parseArgs({
      args: [...commandLine],
      options: {
        'no-demo': { type: 'boolean', default: false },
        port: { type: 'string', default: '7071' },
        data: { type: 'string', default: '.habeas' },
        config: { type: 'string' },
        policy: { type: 'string' },
        systems: { type: 'string' },
        auth: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionMistake(`${why}\n${usage}`, { cause: error });
  }
}

function configFile(named: string | undefined, appFolder: string): string | null {
  if (named) {
    const file = path.resolve(named);
    if (!existsSync(file)) throw new OptionMistake(`There is no configuration at ${file}.`);
    return file;
  }
  const usual = path.join(appFolder, 'habeas.config.json');
  return existsSync(usual) ? usual : null;
}

function policyKeys(named: string | undefined): Readonly<Record<string, unknown>> | null {
  if (named === undefined) return null;
  const file = path.resolve(named);
  if (!existsSync(file)) throw new OptionMistake(`There is no policy at ${file}.`);
  const keys = readPolicy(file);
  if (!keys) throw new OptionMistake(`The policy ${file} is not a JSON object.`);
  return keys;
}

function readPolicy(file: string): Readonly<Record<string, unknown>> | null {
  try {
    return readObject(file);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new OptionMistake(`The policy ${file} cannot be read: ${why}`, { cause: error });
  }
}

function systemsOf(named: string): 'core' | 'all' {
  if (named === 'core' || named === 'all') return named;
  throw new OptionMistake('--systems needs core or all.');
}
