import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setAsideUnreadable } from '../../../local/start/unreadable-storage.ts';

/** The folder of a storage with requests in it. */
function storage(tables: string): { readonly folder: string; readonly data: string } {
  const data = mkdtempSync(path.join(tmpdir(), 'storage-'));
  const folder = path.join(data, 'azurite');
  mkdirSync(folder);
  writeFileSync(path.join(folder, '__azurite_db_blob__.json'), '{"collections":[]}');
  writeFileSync(path.join(folder, '__azurite_db_table__.json'), tables);
  // Azurite writes an index beside the old one first.
  writeFileSync(path.join(folder, '__azurite_db_table__.json~'), '{"coll');
  return { folder, data };
}

it('keeps the data of a storage that is only slow to start', () => {
  const { folder, data } = storage('{"collections":[]}');
  expect(setAsideUnreadable(folder)).toBeNull();
  expect(readdirSync(data)).toEqual(['azurite']);
});

it('sets aside a folder with a broken index, and keeps it', () => {
  const { folder, data } = storage('{"collec');
  expect(setAsideUnreadable(folder)).toMatch(/^The storage could not read its data folder/);
  expect(existsSync(folder)).toBe(false);
  expect(readdirSync(data)).toEqual([expect.stringMatching(/^azurite\.unreadable-/)]);
});

it('does nothing before the first start', () => {
  expect(setAsideUnreadable(path.join(tmpdir(), 'no-such-folder'))).toBeNull();
});
