import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readSettings } from '../../../local/start/local-settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'local-settings-'));
const file = path.join(folder, 'local.settings.json');
afterAll(() => {
  rmSync(folder, { recursive: true });
});

test('a missing file has no values', () => {
  expect(readSettings(folder)).toEqual(process.env);
});

test.each(['', '{', '[]', '{ /* comment */ "Values": {} }', '{ "Values": {}, }'])(
  'the file %j is refused by name, with what to do',
  (text) => {
    writeFileSync(file, text);
    expect(() => readSettings(folder)).toThrow(
      `${file} is not a JSON object. Correct it: here it may have no comments and no trailing commas.`,
    );
  },
);

test('the environment replaces values of the file', () => {
  const own = `HABEAS_TEST_${String(process.pid)}`;
  writeFileSync(file, JSON.stringify({ Values: { PATH: 'file', [own]: 'file' } }));
  expect(readSettings(folder)).toMatchObject({ PATH: process.env['PATH'], [own]: 'file' });
});
