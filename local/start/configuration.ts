import { existsSync } from 'node:fs';
import path from 'node:path';
import type { StartOptions } from './options.ts';
import { isObject, readObject } from './read-object.ts';
import type { ServiceKeyEntry } from './service-keys.ts';
import { StartFailure } from './start-failure.ts';
import { writeAtomically } from './write-atomically.ts';

const connectors = path.join(import.meta.dirname, '..', '..', 'src', 'connectors');

/** The systems that every benchmark and check knows; the sandbox has more. */
const coreSystems = new Set(['b2c-de', 'b2c-fr', 'b2c-us', 'hubspot', 'mailchimp']);

/**
 * The configuration file for the service: the user's own, or one derived from the sandbox's. `--policy` and `--systems` change a copy.
 *
 * @param sandboxFile the configuration that the sandbox wrote
 * @param derivedFile the path of the copy; only its owner can read it
 * @param serviceKeys entries that are added to `policy.keys`
 * @throws StartFailure when the configuration to derive from is not a JSON object
 */
export function configurationFile(
  { configFile, policy, systems }: Pick<StartOptions, 'configFile' | 'policy' | 'systems'>,
  sandboxFile: string,
  derivedFile: string,
  serviceKeys: readonly ServiceKeyEntry[] = [],
): string {
  if (configFile && !policy && serviceKeys.length === 0) return configFile;
  const source = configFile ?? sandboxFile;
  const written = readObject(source);
  if (!written) throw new StartFailure(`The configuration ${source} is not a JSON object.`);
  const derived = {
    ...written,
    ...(configFile ? {} : { systems: chosen(written['systems'], systems) }),
    ...(policy || serviceKeys.length > 0
      ? { policy: withServiceKeys(replaceKeys(written['policy'], policy ?? {}), serviceKeys) }
      : {}),
  };
  writeAtomically(derivedFile, `${JSON.stringify(derived, null, 2)}\n`);
  return derivedFile;
}

/** The sandbox also simulates vendors for which there is no connector yet. */
function chosen(systems: unknown, choice: StartOptions['systems']): unknown {
  if (!Array.isArray(systems)) return systems;
  return systems.filter(
    (system) =>
      isObject(system) &&
      (choice === 'core'
        ? coreSystems.has(String(system['id']))
        : existsSync(path.join(connectors, String(system['connector'])))),
  );
}

function withServiceKeys(
  policy: Readonly<Record<string, unknown>>,
  entries: readonly ServiceKeyEntry[],
): object {
  if (entries.length === 0) return policy;
  const { keys } = policy;
  return { ...policy, keys: [...(Array.isArray(keys) ? (keys as unknown[]) : []), ...entries] };
}

function replaceKeys(
  before: unknown,
  keys: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  return { ...(isObject(before) ? before : {}), ...keys };
}
