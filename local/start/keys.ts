import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { writeAtomically } from './write-atomically.ts';

const makers: Readonly<Record<string, () => string>> = {
  HABEAS_KEY_ENCRYPTION_KEY: () => randomBytes(32).toString('base64'),
  HABEAS_LOOKUP_KEY: () => randomBytes(32).toString('base64'),
  HABEAS_WEBHOOK_SECRET: () => `whsec_${randomBytes(32).toString('base64')}`,
};

/**
 * The keys that the service needs. Keys that are set stay. The others are created once and stored, one file each.
 *
 * @param folder a folder that only the owner can read
 */
export function provideKeys(
  folder: string,
  settings: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(makers).map(([name, make]) => [
      name,
      settings[name] || kept(folder, name, make),
    ]),
  );
}

function kept(folder: string, name: string, make: () => string): string {
  const file = path.join(folder, name.replace('HABEAS_', '').toLowerCase().replaceAll('_', '-'));
  if (!existsSync(file)) writeAtomically(file, make());
  return readFileSync(file, 'utf8');
}
