import { existsSync, readdirSync, readFileSync, renameSync } from 'node:fs';
import path from 'node:path';

/**
 * Renames the folder of Azurite when one of its indexes is not JSON. Then Azurite can start with an empty folder. Azurite does not start
 * with a broken index. A folder that can be read is always kept.
 *
 * @returns a line that says what was done, or null
 */
export function setAsideUnreadable(folder: string): string | null {
  if (!existsSync(folder) || indexesIn(folder).every(isJson)) return null;
  const aside = `${folder}.unreadable-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  renameSync(folder, aside);
  return `The storage could not read its data folder after a hard kill: it starts with an empty folder. The old folder is kept as ${path.basename(aside)}. Open requests may end as failed.`;
}

function indexesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => /^__azurite_db_\w+__\.json$/.test(name))
    .map((name) => path.join(folder, name));
}

function isJson(file: string): boolean {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    return true;
  } catch {
    return false;
  }
}
