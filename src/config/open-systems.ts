import type { Connector } from '../connectors/contract.ts';
import { allBefore } from '../domain/erasure-order.ts';
import type { ConfiguredSystem, Systems } from '../ports/systems.ts';
import type { EnvironmentReader } from './environment.ts';
import { secretReference, systemSchema, type ConfigurationFile } from './file-schema.ts';
import { inWords, secretIsMissing, secretsInWords } from './in-words.ts';
import { mistakesOf, type Mistake } from './mistake.ts';
import { searchOnly } from './search-only.ts';
import { declaredOrder, mistakesOfOrder } from './order-of-systems.ts';

type SystemEntry = ConfigurationFile['systems'][number];

export interface OpenOptions {
  readonly file: string;
  readonly connectors: readonly Connector[];
  readonly environment: EnvironmentReader;
  readonly now: () => Date;
}

/**
 * Checks the configured systems and opens those without mistakes.
 *
 * @param entries `systems` of the file, not checked yet
 * @returns the opened systems, and the mistakes of the others
 */
export function openSystems(
  entries: readonly unknown[],
  options: OpenOptions,
): { systems: Systems; mistakes: readonly Mistake[] } {
  const outcomes = entries.map((entry, index) =>
    openSystem(entry, `systems[${String(index)}]`, options),
  );
  const parts = entries.map(partsOf);
  const opened = inOrder(
    outcomes.flatMap(({ system }) => system ?? []),
    parts,
  );
  const byId = new Map(opened.map((system) => [system.id, system]));
  return {
    systems: { all: () => opened, get: (id) => byId.get(id) },
    mistakes: [
      ...outcomes.flatMap(({ mistakes }) => mistakes),
      ...doubleIds(entries, options.file),
      ...mistakesOfOrder(parts, options),
      ...unknownDirectories(
        outcomes.flatMap(({ named = [] }) => named),
        entries,
        options,
      ),
    ],
  };
}

function inOrder(
  opened: readonly ConfiguredSystem[],
  entries: Parameters<typeof declaredOrder>[0],
): ConfiguredSystem[] {
  const declared = declaredOrder(entries);
  return opened.map((system) => {
    const after = allBefore(system.id, declared);
    return after.length > 0 ? { ...system, after } : system;
  });
}

function doubleIds(entries: readonly unknown[], file: string): Mistake[] {
  const seen = new Set<unknown>();
  return entries.flatMap((entry, index) => {
    const { id } = partsOf(entry);
    if (typeof id !== 'string' || !seen.has(id)) {
      seen.add(id);
      return [];
    }
    const path = `systems[${String(index)}].id`;
    return [{ file, path, value: id, fix: 'is used twice: give every system its own id' }];
  });
}

/** @param named the ids of systems that the settings of other systems name */
function unknownDirectories(
  named: readonly NamedSystem[],
  entries: readonly unknown[],
  { file, connectors }: OpenOptions,
): Mistake[] {
  const directories = entries.map(partsOf).filter(({ connector }) => {
    const known = connectors.find(({ name }) => name === connector);
    return known?.role === 'directory';
  });
  return named
    .filter(({ id, by }) => id === by || !directories.some((entry) => entry.id === id))
    .map(({ path, id }) => {
      const fix = 'is not the id of another configured directory: name one of systems';
      return { file, path, value: id, fix };
    });
}

/** The fields of an entry. The entry may still have mistakes. */
function partsOf(entry: unknown): Partial<Record<keyof SystemEntry, unknown>> {
  return typeof entry === 'object' && entry !== null ? entry : {};
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

interface NamedSystem {
  readonly path: string;
  readonly id: string;
  /** The system whose settings name the other one. */
  readonly by: string;
}

interface Outcome {
  readonly system?: ConfiguredSystem;
  readonly named?: readonly NamedSystem[];
  readonly mistakes: readonly Mistake[];
}

function openSystem(entry: unknown, at: string, options: OpenOptions): Outcome {
  const { file, connectors, now } = options;
  const checked = systemSchema.safeParse(entry, inWords);
  const wrong = checked.success ? [] : mistakesOf(file, at, entry, checked.error.issues);
  const parts = partsOf(entry);
  const connector = connectors.find(({ name }) => name === parts.connector);
  if (!connector)
    return { mistakes: [...wrong, ...unknownConnector(parts.connector, at, options)] };

  // `checked` already reports settings or secrets that are not an object.
  const given = { settings: parts.settings ?? {}, secrets: parts.secrets ?? {} };
  const settings = connector.settings.safeParse(given.settings, inWords);
  const wrongSettings =
    settings.success || !isObject(given.settings)
      ? []
      : mistakesOf(file, `${at}.settings`, given.settings, settings.error.issues);
  const secrets = isObject(given.secrets)
    ? secretsOf(given.secrets, connector, at, options)
    : { values: {}, mistakes: [] };
  const needed = settings.success ? (connector.neededSecrets?.(settings.data) ?? []) : [];
  const unset = needed
    .filter((name) => !isObject(given.secrets) || !(name in given.secrets))
    .map((name): Mistake => ({ file, path: `${at}.secrets.${name}`, fix: secretIsMissing }));
  const mistakes = [...wrong, ...wrongSettings, ...secrets.mistakes, ...unset];
  if (!checked.success || !settings.success || mistakes.length > 0) return { mistakes };

  const { id, title, about, mode, settings: asWritten } = checked.data;
  const isShadow = mode === 'shadow';
  const access = connector.open({ id, settings: asWritten, secrets: secrets.values, now });
  const named = connector.namedSystems?.(settings.data) ?? [];
  return {
    mistakes,
    named: named.map((one) => ({ ...one, path: `${at}.settings.${one.path}`, by: id })),
    system: {
      id,
      connector: connector.name,
      title,
      role: connector.role,
      recordsName: connector.recordsName,
      ...(about && { about }),
      ...(connector.classes && { classes: connector.classes }),
      ...(connector.recordId && { recordId: connector.recordId }),
      portable: connector.portable,
      ...connector.describe?.(settings.data),
      ...(isShadow && { shadow: true }),
      access: isShadow ? searchOnly(access) : access,
      aliases: (connector.aliases?.(settings.data) ?? []).map((alias) => alias.toLowerCase()),
    },
  };
}

function unknownConnector(
  name: unknown,
  at: string,
  { file, connectors }: OpenOptions,
): readonly Mistake[] {
  if (typeof name !== 'string' || name === '') return [];
  const known = connectors.map((connector) => connector.name).join(', ');
  const fix = `is not a connector: use one of ${known}`;
  return [{ file, path: `${at}.connector`, value: name, fix }];
}

function secretsOf(
  references: Readonly<Record<string, unknown>>,
  connector: Connector,
  at: string,
  { file, environment }: OpenOptions,
): { values: Record<string, string>; mistakes: readonly Mistake[] } {
  const mistakes: Mistake[] = [];
  const values: Record<string, string> = {};
  const withoutValue = new Set<unknown>();
  for (const [name, reference] of Object.entries(references)) {
    const checked = secretReference.safeParse(reference);
    const variable = checked.success ? checked.data.slice('env:'.length) : undefined;
    const value = variable === undefined ? null : environment.optional(variable);
    if (value !== null) values[name] = value;
    else withoutValue.add(name);
    // The check of the entry already reports an invalid reference.
    if (variable === undefined || value !== null) continue;
    const fix = `${variable} ${environment.absence(variable, 'set this environment variable')}`;
    mistakes.push({ file, path: `${at}.secrets.${name}`, value: reference, fix });
  }
  const checked = connector.secrets.safeParse(values, secretsInWords);
  const others = checked.success
    ? []
    : checked.error.issues.filter(({ path: [name] }) => !withoutValue.has(name));
  // An empty object instead of the values, so that no message shows a secret.
  return { values, mistakes: [...mistakes, ...mistakesOf(file, `${at}.secrets`, {}, others)] };
}
