import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SettingsError } from './settings-error.ts';

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly port: number | undefined;
}

/**
 * Reads an app's `local.settings.json`. A missing file counts as empty.
 * @throws SettingsError when it cannot be read
 */
export function readLocalSettings(folder: string): LocalSettings {
  const file = path.join(folder, 'local.settings.json');
  if (!existsSync(file)) return { values: {}, port: undefined };
  const settings = parse(file);
  if (settings.IsEncrypted)
    throw new SettingsError(
      `${file} is encrypted, which only Core Tools can read: run "func settings decrypt" in its folder.`,
    );
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.Values ?? {})) values[name] = String(value);
  return { values, port: settings.Host?.LocalHttpPort };
}

interface LocalSettingsFile {
  readonly IsEncrypted?: boolean;
  readonly Values?: Readonly<Record<string, unknown>>;
  readonly Host?: { readonly LocalHttpPort?: number };
}

function parse(file: string): LocalSettingsFile {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LocalSettingsFile;
  } catch (error) {
    throw new SettingsError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
