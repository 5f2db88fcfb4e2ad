// Unpacks the Chromium of the package @sparticuz/chromium, with the libraries and fonts that a minimal machine does not have.
// Usage: node scripts/unpack-chromium.mjs FOLDER
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const archives = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/** The fonts of the machine, if it has any, and the font of the package. */
function fontSettings(folder) {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${path.join(folder, 'fonts')}</dir>
  <cachedir>${path.join(folder, 'font-cache')}</cachedir>
</fontconfig>
`;
}

async function unpack(folder) {
  mkdirSync(path.dirname(folder), { recursive: true });
  // Unpacks beside the final place and then renames, so that the folder is complete when it exists.
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    // The package unpacks into the temporary folder of the process that runs it.
    process.env.TMPDIR = unfinished;
    const { inflate } = await import('@sparticuz/chromium');
    const packed = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));
    await Promise.all(archives.map((name) => inflate(path.join(packed, name))));
    writeFileSync(path.join(unfinished, 'fonts.conf'), fontSettings(folder));
    // Every user can use the files that root unpacked.
    for (const name of ['', 'chromium']) chmodSync(path.join(unfinished, name), 0o755);
    renameSync(unfinished, folder);
  } catch (error) {
    // Another test began at the same time and finished first.
    const isThere = error.code === 'ENOTEMPTY' || error.code === 'EEXIST';
    if (!isThere || !existsSync(path.join(folder, 'fonts.conf'))) throw error;
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node scripts/unpack-chromium.mjs FOLDER');
await unpack(path.resolve(folder));
