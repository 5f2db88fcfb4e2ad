import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freshDataFolder } from './stack.ts';
import { until } from './until.ts';

const root = path.resolve(__dirname, '..', '..');
const longestSeeding = 120_000;

/**
 * A data folder whose sandbox has its people and certificates already. Making them takes some seconds of work, so it is done
 * once for a test run, and each stack begins with a copy.
 */
export async function seededDataFolder(): Promise<string> {
  const seeded = path.join(tmpdir(), 'seeded-sandbox');
  if (mayBegin(`${seeded}.begun`)) await seed(seeded);
  await until('the sandbox was seeded', () => existsSync(`${seeded}.ready`), longestSeeding);
  const folder = freshDataFolder();
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

async function seed(folder: string): Promise<void> {
  try {
    const main = path.join(root, 'local', 'sandbox', 'main.ts');
    await promisify(execFile)(process.execPath, [main, '--data', folder, '--prepare-only']);
    mkdirSync(`${folder}.ready`);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    rmSync(`${folder}.begun`, { recursive: true });
    throw error;
  }
}
