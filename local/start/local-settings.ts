import { existsSync } from 'node:fs';
import path from 'node:path';
import { readObject, textsOf } from './read-object.ts';
import { StartFailure } from './start-failure.ts';

/**
 * The `Values` of the app's `local.settings.json`. The environment replaces them.
 *
 * @throws StartFailure when the file is not a JSON object
 */
export function readSettings(appFolder: string): Record<string, string | undefined> {
  const file = path.join(appFolder, 'local.settings.json');
  const content = readObject(file);
  if (!content && existsSync(file))
    throw new StartFailure(
      `${file} is not a JSON object. Correct it: here it may have no comments and no trailing commas.`,
    );
  return { ...textsOf(content?.['Values']), ...process.env };
}
