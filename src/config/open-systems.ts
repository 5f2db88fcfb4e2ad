import type { Connector } from '../connectors/contract.ts';
import type { ConfiguredSystem, Systems } from '../ports/systems.ts';
import type { EnvironmentReader } from './environment.ts';
import type { ConfigurationFile } from './file-schema.ts';
import { mistakesOf, type Mistake } from './mistake.ts';

type SystemEntry = ConfigurationFile['systems'][number];

export interface OpenOptions {
  readonly file: string;
  readonly connectors: readonly Connector[];
  readonly environment: EnvironmentReader;
  readonly now: () => Date;
}

/** Opens every configured system, or says what is wrong with each that cannot be. */
export function openSystems(
  entries: readonly SystemEntry[],
  options: OpenOptions,
): { systems: Systems; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [...doubleIds(entries, options.file)];
  const opened: ConfiguredSystem[] = [];
  entries.forEach((entry, index) => {
    const outcome = openSystem(entry, `systems[${String(index)}]`, options);
    if (Array.isArray(outcome)) mistakes.push(...outcome);
    else opened.push(outcome);
  });
  const byId = new Map(opened.map((system) => [system.id, system]));
  return { systems: { all: () => opened, get: (id) => byId.get(id) }, mistakes };
}

function doubleIds(entries: readonly SystemEntry[], file: string): Mistake[] {
  const seen = new Set<string>();
  return entries.flatMap(({ id }, index) => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    const path = `systems[${String(index)}].id`;
    return [{ file, path, value: id, fix: 'is used twice: give every system an id of its own' }];
  });
}

function openSystem(
  entry: SystemEntry,
  at: string,
  { file, connectors, environment, now }: OpenOptions,
): ConfiguredSystem | Mistake[] {
  const connector = connectors.find(({ name }) => name === entry.connector);
  if (!connector) {
    const known = connectors.map(({ name }) => name).join(', ');
    const fix = `is not a connector: use one of ${known}`;
    return [{ file, path: `${at}.connector`, value: entry.connector, fix }];
  }
  const settings = connector.settings.safeParse(entry.settings);
  const { secrets, mistakes } = secretsOf(entry, connector, at, file, environment);
  const wrongSettings = settings.success
    ? []
    : mistakesOf(file, `${at}.settings`, entry.settings, settings.error.issues);
  if (!settings.success || mistakes.length > 0) return [...wrongSettings, ...mistakes];
  const { id, title } = entry;
  return {
    id,
    connector: connector.name,
    title,
    role: connector.role,
    recordsName: connector.recordsName,
    ...(connector.recordId && { recordId: connector.recordId }),
    access: connector.open({ id, settings: entry.settings, secrets, now }),
    aliases: (connector.aliases?.(settings.data) ?? []).map((alias) => alias.toLowerCase()),
  };
}

function secretsOf(
  entry: SystemEntry,
  connector: Connector,
  at: string,
  file: string,
  environment: EnvironmentReader,
): { secrets: Record<string, string>; mistakes: Mistake[] } {
  const missing: Mistake[] = [];
  const secrets: Record<string, string> = {};
  for (const [name, reference] of Object.entries(entry.secrets)) {
    const variable = reference.slice('env:'.length);
    const value = environment.optional(variable);
    if (value === null) {
      const fix = `set the environment variable ${variable}`;
      missing.push({ file, path: `${at}.secrets.${name}`, value: reference, fix });
    }
    secrets[name] = value ?? '';
  }
  if (missing.length > 0) return { secrets, mistakes: missing };
  const checked = connector.secrets.safeParse(secrets);
  if (checked.success) return { secrets, mistakes: [] };
  // Values of secrets are never shown.
  const mistakes = mistakesOf(file, `${at}.secrets`, {}, checked.error.issues);
  return { secrets, mistakes };
}
