import { existsSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { checkSettings } from './check-settings.ts';
import { withKnownNames } from './known-names.ts';
import { readJsonFile } from './read-json-file.ts';
import { flag, wholeNumber } from './setting-types.ts';
import { SettingsError } from './settings-error.ts';

export interface LocalSettings {
  readonly values: Readonly<Record<string, string>>;
  readonly port: number | undefined;
  /** Origins of pages that may call the host. */
  readonly corsOrigins: readonly string[];
  readonly corsCredentials: boolean;
}

const words = 'must be a text, a number, true or false';
const localSettings = z.object({
  IsEncrypted: flag().default(false),
  Values: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()], words))
    .default({}),
  Host: z
    .object({
      LocalHttpPort: wholeNumber(0, 65_535).optional(),
      CORS: z.string().default(''),
      CORSCredentials: flag().default(false),
    })
    .default({ CORS: '', CORSCredentials: false }),
});

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
  const named = withKnownNames(written, knownNames, dataNames);
  const { IsEncrypted, Values, Host } = checkSettings(file, localSettings, named);
  if (IsEncrypted)
    throw new SettingsError(
      `${file} is encrypted, which only Core Tools can read: run "func settings decrypt" in its folder.`,
    );
  const values: Record<string, string> = {};
  for (const [name, value] of Object.entries(Values))
    if (value !== null) values[name] = String(value);
  const { LocalHttpPort: port, CORS: origins, CORSCredentials } = Host;
  return {
    values,
    port,
    corsOrigins: origins.split(',').flatMap((origin) => origin.trim().replace(/\/$/, '') || []),
    corsCredentials: CORSCredentials,
  };
}
