import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { SettingsError } from './settings-error.ts';

/** The app's keys. The master key gives access to everything. */
export interface Keys {
  readonly master: string;
  /** Host keys give access to all functions. */
  readonly host: Readonly<Record<string, string>>;
  /** A system key gives access to the webhook of one extension. */
  readonly system: Readonly<Record<string, string>>;
  /** Function keys, by function name in lower case. */
  readonly functions: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

export const durableSystemKeyName = 'durabletask_extension';

/**
 * Reads `keys.json` of the data folder and adds missing keys. Only the owner can read the file.
 * @throws SettingsError when the file exists and cannot be read
 */
export function openKeys(dataFolder: string, functionNames: readonly string[]): Keys {
  const file = path.join(dataFolder, 'keys.json');
  const known = existsSync(file) ? read(file) : {};
  const keys: Keys = {
    // The file may hold keys of the app itself.
    ...known,
    master: known.master ?? makeKey(),
    host: { default: makeKey(), ...known.host },
    system: { [durableSystemKeyName]: makeKey(), ...known.system },
    functions: {
      ...Object.fromEntries(
        functionNames.map((name) => [name.toLowerCase(), { default: makeKey() }]),
      ),
      ...known.functions,
    },
  };
  if (JSON.stringify(keys) !== JSON.stringify(known)) write(file, keys);
  return keys;
}

function makeKey(): string {
  return randomBytes(40).toString('base64url');
}

function read(file: string): Partial<Keys> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Partial<Keys>;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new SettingsError(`${file} cannot be read (delete it to have new keys made): ${reason}`);
  }
}

function write(file: string, keys: Keys): void {
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.new`;
  writeFileSync(draft, JSON.stringify(keys, undefined, 2), { mode: 0o600 });
  renameSync(draft, file);
}
