// Bundles src into dist/main.js, the file that ships. With `--if-stale` it does nothing when dist is newer than every source.
import { existsSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { buildPage } from './build-page.mjs';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'dist', 'main.js');

function newest(folder) {
  return readdirSync(folder, { recursive: true })
    .map((name) => statSync(path.join(folder, String(name))).mtimeMs)
    .reduce((a, b) => Math.max(a, b), 0);
}

const inputs = Math.max(
  newest(path.join(root, 'src')),
  statSync(path.join(root, 'package-lock.json')).mtimeMs,
  newest(import.meta.dirname),
);
if (process.argv.includes('--if-stale') && existsSync(output) && statSync(output).mtimeMs > inputs)
  process.exit(0);

rmSync(path.join(root, 'dist'), { recursive: true, force: true });
const result = await build({
  absWorkingDir: root,
  entryPoints: ['src/main.ts'],
  outfile: output,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'cjs',
  sourcemap: true,
  sourcesContent: false,
  metafile: true,
  legalComments: 'linked',
  external: [
    // The Functions worker provides it at run time. It is on no package registry.
    '@azure/functions-core',
    // The service does not use them: they list blobs in Arrow's format (550 kB of the bundle) or sign in through a browser.
    'apache-arrow',
    'open',
    // A faster library for PostgreSQL that must be compiled. The driver loads it only when it is asked for by its name.
    'pg-native',
  ],
  logLevel: 'warning',
});
writeFileSync(path.join(root, 'dist', 'meta.json'), JSON.stringify(result.metafile));
await buildPage(path.join(root, 'dist', 'dashboard', 'index.html'));
