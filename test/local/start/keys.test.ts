import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { provideKeys } from '../../../local/start/keys.ts';
import { freshDataFolder, removeDataFolder } from '../../support/stack.ts';

let folder: string;
beforeEach(() => {
  folder = freshDataFolder();
});
afterEach(() => {
  removeDataFolder(folder);
});

test('keys are created once and are different, and only the owner can read them', () => {
  const keys = provideKeys(folder, {});
  expect(provideKeys(folder, {})).toEqual(keys);
  expect(new Set(Object.values(keys)).size).toBe(3);
  expect(Buffer.from(keys['HABEAS_KEY_ENCRYPTION_KEY'] ?? '', 'base64')).toHaveLength(32);
  expect(Buffer.from(keys['HABEAS_LOOKUP_KEY'] ?? '', 'base64')).toHaveLength(32);
  expect(keys['HABEAS_WEBHOOK_SECRET']).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const modes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).mode & 0o777);
  expect(modes).toEqual([0o600, 0o600, 0o600]);
});

test('a key that is set is used and not stored', () => {
  const keys = provideKeys(folder, { HABEAS_WEBHOOK_SECRET: 'whsec_own', HABEAS_LOOKUP_KEY: '' });
  expect(keys['HABEAS_WEBHOOK_SECRET']).toBe('whsec_own');
  expect(keys['HABEAS_LOOKUP_KEY']).not.toBe('');
  expect(readdirSync(folder).sort()).toEqual(['key-encryption-key', 'lookup-key']);
});
