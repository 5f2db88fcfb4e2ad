// Bundles the command line into cli/dist/habeas.mjs: one file that runs with Node 24 on any machine. Prints its SHA-256, so that
// whoever gets the file can check that it is this one.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const output = path.join(root, 'cli', 'dist', 'habeas.mjs');
await build({
  absWorkingDir: root,
  entryPoints: ['cli/main.ts'],
  outfile: output,
  bundle: true,
  minify: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  // Packages in CommonJS call require for Node's own modules.
  banner: {
    js: "#!/usr/bin/env node\nimport { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);",
  },
  legalComments: 'eof',
  logLevel: 'warning',
});
console.log(
  `${createHash('sha256').update(readFileSync(output)).digest('hex')}  cli/dist/habeas.mjs`,
);
