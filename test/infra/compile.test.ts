import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from '../house/source-files.ts';
import { freshDataFolder, removeDataFolder } from '../support/stack.ts';
import { compiledFolder } from './compiled.ts';

const infra = path.join(root, 'infra');
let folder: string;

beforeEach(() => (folder = freshDataFolder()));
afterEach(() => {
  removeDataFolder(folder);
});

/** Runs the script on a machine that has only Node and the files in the test's folder. */
function compile() {
  const script = path.join(root, 'scripts', 'compile-infra.mjs');
  const environment = { PATH: folder, HOME: folder };
  return spawnSync(process.execPath, [script], { encoding: 'utf8', env: environment });
}

/** A compiler that prints the text that a test gives it. */
function putCompiler(lines: string) {
  const compiler = path.join(folder, 'bicep');
  writeFileSync(
    compiler,
    `#!/bin/sh\n[ "$1" = --version ] && echo 'Bicep CLI version 0.1.0' && exit\n${lines}\n`,
  );
  chmodSync(compiler, 0o755);
}

test('the compiled files that the tests read are made from the current templates', () => {
  const files = globSync(['**/*.bicep', '**/*.bicepparam', 'bicepconfig.json', 'workbook.json'], {
    cwd: infra,
  });
  const digests = files.sort().map((file) => {
    const digest = createHash('sha256')
      .update(readFileSync(path.join(infra, file)))
      .digest('hex');
    return `${digest}  ${file.split(path.sep).join('/')}`;
  });
  const recorded = readFileSync(path.join(compiledFolder, 'sources.sha256'), 'utf8');
  // When this fails: npm run infra -- --write
  expect(recorded.trim().split('\n')).toEqual(digests);
});

test('without a compiler, the run says so and continues', () => {
  const { status, stdout } = compile();
  expect(stdout).toMatch(/^infra was not compiled: .*bicep/);
  expect(status).toBe(0);
});

test('a warning fails the run and is shown', () => {
  putCompiler(`echo 'main.bicep(1,1) : Warning BCP081: no types available' >&2`);
  const { status, stderr } = compile();
  expect(stderr).toContain('Warning BCP081: no types available');
  expect(status).toBe(1);
});

test('a template that does not compile fails the run', () => {
  putCompiler('exit 1');
  expect(compile().status).toBe(1);
});
