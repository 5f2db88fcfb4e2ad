import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { StartFailure } from './start-failure.ts';

const localSettings = z.object({ Values: z.record(z.string(), z.string()).default({}) });

/**
 * The environment over the `Values` of the app's `local.settings.json`.
 *
 * @throws StartFailure when the file is not what Core Tools would read
 */
export function readSettings(appFolder: string): Record<string, string | undefined> {
  const file = path.join(appFolder, 'local.settings.json');
  if (!existsSync(file)) return { ...process.env };
  try {
    return {
      ...localSettings.parse(JSON.parse(readFileSync(file, 'utf8'))).Values,
      ...process.env,
    };
  } catch (error) {
    throw new StartFailure(`${file} is not valid: "Values" must hold texts by name.`, {
      cause: error,
    });
  }
}
