// Packs what Azure needs to run the app, and nothing else. Usage: node scripts/pack.mjs [OUTPUT], by default dist/habeas.zip
import { createWriteStream, existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import yazl from 'yazl';

const root = path.resolve(import.meta.dirname, '..');
const archive = path.resolve(process.argv[2] ?? path.join(root, 'dist', 'habeas.zip'));

// A fixed date, so that equal sources give an equal archive.
const options = { mtime: new Date('2020-01-01T00:00:00Z') };

/** The root's manifest without what only development needs; everything is in the bundle, so nothing is to be installed. */
function manifest() {
  const { name, version, description, license, main, engines } = JSON.parse(
    readFileSync(path.join(root, 'package.json'), 'utf8'),
  );
  return `${JSON.stringify({ name, version, description, license, private: true, main, engines }, null, 2)}\n`;
}

function filesBelow(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'),
    );
}

const notShipped = new Set(['dist/habeas.zip', 'dist/meta.json']);
const files = ['host.json', 'LICENSE', ...filesBelow('dist')].filter(
  (file) => !notShipped.has(file) && existsSync(path.join(root, file)),
);

const zip = new yazl.ZipFile();
zip.addBuffer(Buffer.from(manifest()), 'package.json', options);
for (const file of files.sort()) zip.addFile(path.join(root, file), file, options);
zip.end();
await pipeline(zip.outputStream, createWriteStream(archive));
console.log(['package.json', ...files].join('\n'));
console.log(`→ ${path.relative(root, archive)}`);
