import { existsSync } from 'node:fs';
import path from 'node:path';
import { withKnownNames } from './known-names.ts';
import { readJsonFile } from './read-json-file.ts';
import { SettingsError } from './settings-error.ts';

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  /** Origins of pages that may call the host. */
  readonly corsOrigins: readonly string[];
  readonly corsCredentials: boolean;
}

interface LocalSettingsFile {
  readonly IsEncrypted?: boolean;
  readonly Values?: Readonly<Record<string, unknown>>;
  readonly Host?: {
    readonly LocalHttpPort?: number;
    readonly CORS?: string;
    readonly CORSCredentials?: boolean;
  };
}

const knownNames = ['IsEncrypted', 'Values', 'Host', 'LocalHttpPort', 'CORS', 'CORSCredentials'];
const dataNames = new Set(['Values']);

/**
 * Reads an app's `local.settings.json`. A missing file counts as empty.
 * https://learn.microsoft.com/azure/azure-functions/functions-develop-local#local-settings-file
 * @throws SettingsError when it cannot be read
 */
export function readLocalSettings(folder: string): LocalSettings {
  const file = path.join(folder, 'local.settings.json');
  const written = existsSync(file) ? readJsonFile(file) : {};
  const settings = withKnownNames(written, knownNames, dataNames) as LocalSettingsFile;
  if (settings.IsEncrypted)
    throw new SettingsError(
      `${file} is encrypted, which only Core Tools can read: run "func settings decrypt" in its folder.`,
    );
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings.Values ?? {})) values[name] = String(value);
  const { LocalHttpPort: port, CORS: origins = '', CORSCredentials = false } = settings.Host ?? {};
  return {
    values,
    port,
    corsOrigins: origins.split(',').flatMap((origin) => origin.trim().replace(/\/$/, '') || []),
    corsCredentials: CORSCredentials,
  };
}
