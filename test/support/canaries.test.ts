import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { formsOf, searchFolder } from './canaries.ts';
import { freshDataFolder, removeDataFolder } from './stack.ts';

const canary = 'Zoë.Quarkschneider+dsar@example.org';
let folder: string;
beforeEach(() => {
  folder = freshDataFolder();
  mkdirSync(path.join(folder, 'logs'));
});
afterEach(() => {
  removeDataFolder(folder);
});

function search(content: Buffer | string) {
  writeFileSync(path.join(folder, 'logs', 'a.log'), content);
  return searchFolder(folder, { address: canary }, ['sandbox']).map(({ form }) => form);
}

test('finds a canary in every known form', () => {
  const missed = formsOf(canary).filter(
    ({ bytes }) =>
      search(Buffer.concat([Buffer.from([0, 255, 7]), bytes, Buffer.from('…')])).length === 0,
  );
  expect(missed).toEqual([]);
});

test.each([0, 1, 2])('finds it in base64 of a longer text, %i bytes in', (shift) => {
  const whole = Buffer.from(`${'x'.repeat(shift)}${canary} and more`);
  expect(search(whole.toString('base64'))).toContain('base64');
});

test('finds a canary in a URL, in JSON, and in upper and lower case', () => {
  expect(search(`GET /users?$filter=${encodeURIComponent(`mail eq '${canary}'`)}`)).toContain(
    'percent',
  );
  expect(search(JSON.stringify({ text: canary.toUpperCase() }))).toContain('UTF-8');
});

test('finds nothing in files without a canary, and skips the named folders', () => {
  expect(search('nobody here')).toEqual([]);
  mkdirSync(path.join(folder, 'sandbox'));
  writeFileSync(path.join(folder, 'sandbox', 'world.db'), canary);
  expect(searchFolder(folder, { address: canary }, ['sandbox'])).toEqual([]);
  expect(searchFolder(folder, { address: canary }, [])).not.toEqual([]);
});
