import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { until } from './until.ts';

const main = path.resolve(__dirname, '..', '..', 'local', 'sandbox', 'main.ts');
const longestSeeding = 120_000;

/**
 * A data folder whose sandbox has its people and certificates already. Making them costs some seconds of work, so it is done
 * once for a test run, and each sandbox begins with a copy.
 *
 * @param people how many people the sandbox has
 * @param systems which vendors it has
 */
export async function seededDataFolder(
  people = 10_000,
  systems: 'core' | 'all' = 'core',
): Promise<string> {
  const seeded = path.join(tmpdir(), `seeded-${systems}-${String(people)}`);
  if (mayBegin(`${seeded}.begun`))
    await seed(seeded, ['--people', String(people), '--systems', systems]);
  await until('the sandbox was seeded', () => existsSync(`${seeded}.ready`), longestSeeding);
  const folder = mkdtempSync(path.join(tmpdir(), 'habeas-test-'));
  cpSync(path.join(seeded, 'sandbox'), path.join(folder, 'sandbox'), { recursive: true });
  return folder;
}

/** Only the first process of the test run makes this folder. */
function mayBegin(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function seed(folder: string, options: readonly string[]): Promise<void> {
  try {
    const commandLine = [main, '--data', folder, '--prepare-only', ...options];
    await promisify(execFile)(process.execPath, commandLine);
    mkdirSync(`${folder}.ready`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.begun`, { recursive: true });
    throw error;
  }
}
