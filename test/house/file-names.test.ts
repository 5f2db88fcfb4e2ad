import path from 'node:path';
import { sourceFiles } from './source-files.ts';

const files = sourceFiles('src', 'local', 'test', 'bench');

test('every file is named in kebab-case', () => {
  const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.tsx?$/;
  expect(files.map(({ name }) => name).filter((name) => !kebab.test(path.basename(name)))).toEqual(
    [],
  );
});

test('no file has a name that fits any content, such as utils', () => {
  const drawers = /(^|\/)(index|utils?|helpers?|common|misc|types)\.tsx?$/;
  expect(files.map(({ name }) => name).filter((name) => drawers.test(name))).toEqual([]);
});

test('every relative import names its file', () => {
  const bare = /from '(\.{1,2}\/[^']*(?<!\.(ts|tsx|mjs|cjs|json|css)))'/g;
  const found = files.flatMap(({ name, text }) =>
    [...text.matchAll(bare)].map(([, target]) => `${name} → ${String(target)}`),
  );
  expect(found).toEqual([]);
});
