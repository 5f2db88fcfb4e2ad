// Packs only the files that Azure needs to run the app. Prints the files, the size, and the time to load the bundle.
// Usage: node scripts/pack.mjs [OUTPUT] [--config FILE], by default dist/habeas.zip with habeas.config.json where there is one
import { createWriteStream, existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import yazl from 'yazl';
import { coldLoad } from './cold-load.mjs';

const root = path.resolve(import.meta.dirname, '..');
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { config: { type: 'string' } },
});
const archive = path.resolve(positionals[0] ?? path.join(root, 'dist', 'habeas.zip'));
const configuration = path.resolve(values.config ?? path.join(root, 'habeas.config.json'));

// A fixed date, so that equal sources give an equal archive.
const options = { mtime: new Date('2020-01-01T00:00:00Z') };

/** The root's package.json without the fields for development. The bundle holds all dependencies, so none is installed. */
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

// The map is for a debugger on this machine; Azure's Node does not read it.
const notShipped = new Set(['dist/habeas.zip', 'dist/meta.json', 'dist/main.js.map']);
const files = ['host.json', 'LICENSE', ...filesBelow('dist')]
  .filter((file) => !notShipped.has(file) && existsSync(path.join(root, file)))
  .sort();

const kilobytes = (bytes) => `${Math.round(bytes / 1000)} kB`;

/** The environment variables from which the configuration takes secrets (infra/README.md says how to set them). */
function secretsNamedIn(text) {
  return [...new Set(text.match(/(?<="env:)\w+(?=")/g))].sort();
}

const zip = new yazl.ZipFile();
const shipped = [];
function add(content, name) {
  shipped.push({ name, size: content.length });
  zip.addBuffer(content, name, options);
}
add(Buffer.from(manifest()), 'package.json');
for (const file of files) add(readFileSync(path.join(root, file)), file);
if (existsSync(configuration)) add(readFileSync(configuration), 'habeas.config.json');
zip.end();
await pipeline(zip.outputStream, createWriteStream(archive));

for (const { name, size } of shipped) console.log(`${kilobytes(size).padStart(8)}  ${name}`);
const unpacked = kilobytes(shipped.reduce((sum, { size }) => sum + size, 0));
const load = coldLoad(path.join(root, 'dist', 'main.js'));
console.log(
  `→ ${path.relative(root, archive)}: ${kilobytes(statSync(archive).size)}, unpacked ${unpacked}, loads in ${load} ms (median of 3 new processes)`,
);
if (existsSync(configuration)) {
  const names = secretsNamedIn(readFileSync(configuration, 'utf8'));
  console.log(`→ secrets that habeas.config.json names: ${names.join(',') || 'none'}`);
} else {
  console.log('→ without habeas.config.json: the app will not start on Azure before it is there');
}
