import path from 'node:path';
import { readEnvironment, type Environment, type EnvironmentReader } from './environment.ts';
import { loadedConfiguration } from './loaded-configuration.ts';
import { fileSchema } from './file-schema.ts';
import { inWords } from './in-words.ts';
import { ConfigurationError, mistakesOf, type Mistake } from './mistake.ts';
import { openSystems } from './open-systems.ts';
import { readJson } from './read-json.ts';
import { readPolicy } from './read-policy.ts';
import { readCallers, readPublicUrl, readStorage, type CallerSettings } from './read-service.ts';
import { readTelemetry } from './read-telemetry.ts';
import type { StorageSettings } from './storage-settings.ts';
import type { TelemetrySettings } from './telemetry-settings.ts';
import { systemIdsIn } from '../domain/system.ts';
import type { Connector } from '../connectors/contract.ts';
import type { LoadedConfiguration } from '../ports/loaded-configuration.ts';
import type { Policy } from '../domain/policy.ts';
import type { Systems } from '../ports/systems.ts';

/** The checked configuration of the service. */
export interface Configuration {
  readonly systems: Systems;
  readonly policy: Policy;
  readonly storage: StorageSettings;
  /** 32 bytes. It wraps the keys of requests. */
  readonly keyEncryptionKey: Buffer;
  /** 32 bytes. It is the HMAC key of the hashes by which the register finds requests and records. */
  readonly lookupKey: Buffer;
  /** `source` of events. It ends with a slash. */
  readonly publicUrl: string;
  readonly callers: CallerSettings;
  readonly telemetry: TelemetrySettings;
  /** The configuration as operators may see it: it holds only the names of secrets. */
  readonly loaded: LoadedConfiguration;
}

export interface ConfigurationOptions {
  /** The folder that relative paths start from. */
  readonly appFolder: string;
  readonly connectors: readonly Connector[];
  readonly now: () => Date;
  readonly environment?: Environment;
}

/**
 * Reads and checks the environment and `habeas.config.json`. No other code of the service reads them.
 * @throws ConfigurationError that lists all mistakes: file, path, value (never of a secret) and fix
 */
export function readConfiguration(options: ConfigurationOptions): Configuration {
  const environment = readEnvironment(options.environment ?? process.env);
  const service = readService(environment);
  const named = environment.optional('HABEAS_CONFIG') ?? 'habeas.config.json';
  const file = path.resolve(options.appFolder, named);
  const read = readJson(file);
  const content = 'content' in read ? read.content : undefined;

  const { connectors, now } = options;
  const opened = openSystems(listAt(content, 'systems'), { file, connectors, environment, now });
  const { policy, mistakes: ofPolicy } = readPolicy(at(content, 'policy'), file, environment);
  const ofFile = 'mistake' in read ? [read.mistake] : mistakesOfFile(file, content);
  const ofTenants = mistakesOfTenants(file, opened.systems, policy);
  const ofRules = mistakesOfRules(file, content, opened.systems, policy);
  const mistakes = [
    ...environment.mistakes,
    ...ofFile,
    ...opened.mistakes,
    ...ofPolicy,
    ...ofTenants,
    ...ofRules,
  ];
  if (policy === undefined || mistakes.length > 0) throw new ConfigurationError(mistakes);
  const loaded = loadedConfiguration(content, policy);
  return { ...service, systems: opened.systems, policy, loaded };
}

/** The settings that come only from the environment. */
function readService(environment: EnvironmentReader) {
  return {
    storage: readStorage(environment),
    keyEncryptionKey: environment.key('HABEAS_KEY_ENCRYPTION_KEY'),
    lookupKey: environment.key('HABEAS_LOOKUP_KEY'),
    publicUrl: readPublicUrl(environment),
    callers: readCallers(environment),
    telemetry: readTelemetry(environment),
  };
}

function mistakesOfFile(file: string, content: unknown): Mistake[] {
  const checked = fileSchema.safeParse(content, inWords);
  return checked.success ? [] : mistakesOf(file, '', content, checked.error.issues);
}

/** Only people of a configured tenant can ask for themselves. */
function mistakesOfTenants(file: string, systems: Systems, policy: Policy | undefined): Mistake[] {
  const named = policy ? systemIdsIn(policy.selfService) : [];
  return named.flatMap((id): Mistake[] => {
    const path = `policy.selfService.${id}`;
    const known = systems.get(id);
    if (known?.role !== 'directory')
      return [{ file, path, fix: 'is not the id of a configured tenant: name one of systems' }];
    // Nothing would be erased there, and a person who asks for the erasure of their own account would be told that it is done.
    if (known.shadow)
      return [
        { file, path, fix: 'is in shadow mode, so nothing is done there: make it live first' },
      ];
    return [];
  });
}

/** A rule for a system that does not exist would keep nothing, and nobody would notice. */
function mistakesOfRules(
  file: string,
  content: unknown,
  systems: Systems,
  policy: Policy | undefined,
): Mistake[] {
  const ids = listAt(content, 'systems').map((entry) => at(entry, 'id'));
  return (['retention', 'legalHolds'] as const).flatMap((list) =>
    (policy?.[list] ?? []).flatMap(({ system, what }, index): Mistake[] => {
      const path = `policy.${list}[${String(index)}]`;
      if (!ids.includes(system)) {
        const fix = 'is not the id of a configured system: name one of systems';
        return [{ file, path: `${path}.system`, value: system, fix }];
      }
      const known = systems.get(system);
      const names = (known?.classes ?? []).map(({ name }) => name);
      if (what === undefined || !known || names.includes(what)) return [];
      const fix =
        names.length === 0
          ? `is not possible: the connector ${known.connector} has no classes, so leave it out to keep the whole system`
          : `is not a class of the connector ${known.connector}: use one of ${names.join(', ')}, or leave it out to keep the whole system`;
      return [{ file, path: `${path}.what`, value: what, fix }];
    }),
  );
}

function listAt(content: unknown, name: string): readonly unknown[] {
  const list = at(content, name);
  return Array.isArray(list) ? list : [];
}

function at(content: unknown, name: string): unknown {
  return typeof content === 'object' && content !== null
    ? (content as Record<string, unknown>)[name]
    : undefined;
}
