import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { StartFailure } from './start-failure.ts';

export interface StartOptions {
  /** The repository: the function app that the host loads. */
  readonly appFolder: string;
  readonly dataFolder: string;
  /** Port of the API; 0 takes free ports everywhere. */
  readonly port: number;
  /** Never with a configuration of one's own: the demonstration knows the sandbox's systems only. */
  readonly demo: boolean;
  readonly auth: boolean;
  /** The host raises clear errors where the app would misbehave on Azure without a word. */
  readonly strict: boolean;
  /** `habeas.config.json` of one's own; null: the sandbox's configuration. */
  readonly configFile: string | null;
}

export const usage = `npm start [-- OPTIONS]
  --no-demo      start without the two demonstration requests
  --port N       port of the API (7071); the other processes take ports close above it; 0 takes free ports everywhere
  --data DIR     where everything is kept (.habeas)
  --config FILE  the systems and the policy to use, instead of the sandbox's
  --auth         ask for function keys, as on Azure
  --strict       fail loudly where the app would misbehave on Azure without a word`;

/**
 * Reads the command line of `npm start`.
 *
 * @param settings the environment over the `Values` of `local.settings.json`
 * @returns null when only help was asked for
 * @throws StartFailure for an unknown option, a port that is none, or a configuration that is not there
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
    throw new StartFailure('--port takes a number from 0 to 65000.');
  const ownConfig = configFile(values.config ?? settings['HABEAS_CONFIG'], appFolder);
  return {
    appFolder,
    dataFolder: path.resolve(values.data),
    port,
    demo: !values['no-demo'] && !ownConfig,
    auth: values.auth,
    strict: values.strict,
    configFile: ownConfig,
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
        auth: { type: 'boolean', default: false },
        strict: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new StartFailure(`${why}\n${usage}`, { cause: error });
  }
}

function configFile(named: string | undefined, appFolder: string): string | null {
  if (named) {
    const file = path.resolve(named);
    if (!existsSync(file)) throw new StartFailure(`There is no configuration at ${file}.`);
    return file;
  }
  const usual = path.join(appFolder, 'habeas.config.json');
  return existsSync(usual) ? usual : null;
}
