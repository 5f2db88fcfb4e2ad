import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { freshDataFolder, removeDataFolder } from '../support/stack.ts';
import { root } from './source-files.ts';

const open = promisify<string, yauzl.Options, ZipFile>(yauzl.open);
let folder: string;
let archive: string;

beforeAll(() => {
  folder = freshDataFolder();
  archive = path.join(folder, 'habeas.zip');
  const { status, stderr } = spawnSync(
    process.execPath,
    [path.join(root, 'scripts', 'pack.mjs'), archive],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(stderr);
});
afterAll(() => {
  removeDataFolder(folder);
});

async function entries(): Promise<Entry[]> {
  const zip = await open(archive, { lazyEntries: false });
  const found: Entry[] = [];
  zip.on('entry', (entry: Entry) => found.push(entry));
  await new Promise((resolve) => zip.once('end', resolve));
  return found;
}

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
}

test('the packed app holds production files only', async () => {
  const names = (await entries()).map(({ fileName }) => fileName);
  expect(names.sort()).toEqual([
    'LICENSE',
    'dist/dashboard/index.html',
    'dist/main.js',
    'dist/main.js.LEGAL.txt',
    'dist/main.js.map',
    'host.json',
    'package.json',
  ]);
});

test('the bundle was made of src and of packages that ship', () => {
  const meta = JSON.parse(readFileSync(path.join(root, 'dist', 'meta.json'), 'utf8')) as {
    inputs: Record<string, unknown>;
  };
  const own = Object.keys(meta.inputs).filter((name) => !name.includes('node_modules/'));
  expect(own.filter((name) => !name.startsWith('src/'))).toEqual([]);
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
  const packages = Object.keys(meta.inputs).flatMap(
    (name) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(name)?.[1] ?? [],
  );
  expect(packages.filter((name) => name in manifest.devDependencies)).toEqual([]);
});
