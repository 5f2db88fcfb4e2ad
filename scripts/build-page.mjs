// Bundles the dashboard into one HTML file. Its Content-Security-Policy allows exactly this script and this style, and no other origin.
// Usage: node scripts/build-page.mjs [OUTPUT], by default dist/dashboard/index.html
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '..');
const web = path.join(root, 'src', 'dashboard', 'web');

async function bundle(entry) {
  const result = await build({
    absWorkingDir: root,
    entryPoints: [path.join(web, entry)],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'unused',
    format: 'iife',
    target: ['chrome123', 'firefox120', 'safari17.5'],
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'warning',
  });
  // A closing tag inside a string would end the script or style element.
  return result.outputFiles[0].text.trim().replaceAll('</', String.raw`<\/`);
}

function source(text) {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}

export async function buildPage(output) {
  const [script, style] = await Promise.all([bundle('main.tsx'), bundle('page.css')]);
  const policy = [
    "default-src 'none'",
    `script-src ${source(script)}`,
    `style-src ${source(style)}`,
    "connect-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = readFileSync(path.join(web, 'page.html'), 'utf8')
    .replace('%POLICY%', () => policy)
    .replace('<!-- style -->', () => `<style>${style}</style>`)
    .replace('<!-- script -->', () => `<script>${script}</script>`);
  mkdirSync(path.dirname(output), { recursive: true });
  writeFileSync(output, page);
}

if (import.meta.main)
  await buildPage(
    path.resolve(process.argv[2] ?? path.join(root, 'dist', 'dashboard', 'index.html')),
  );
