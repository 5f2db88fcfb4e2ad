// Unpacks the Chromium that the package @sparticuz/chromium brings, with the libraries and fonts that a bare machine lacks.
// Usage: node scripts/unpack-chromium.mjs FOLDER
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const archives = ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'];

/** The fonts of the machine, where it has some, and the one of the package. */
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
  // Unpacked beside its place and then renamed: whoever finds the folder finds it whole.
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    // The package unpacks into the temporary folder of its process.
    process.env.TMPDIR = unfinished;
    const { inflate } = await import('@sparticuz/chromium');
    const packed = fileURLToPath(new URL('../bin/', import.meta.resolve('@sparticuz/chromium')));
    await Promise.all(archives.map((name) => inflate(path.join(packed, name))));
    writeFileSync(path.join(unfinished, 'fonts.conf'), fontSettings(folder));
    // What root unpacked serves every user.
    for (const name of ['', 'chromium']) chmodSync(path.join(unfinished, name), 0o755);
    renameSync(unfinished, folder);
  } finally {
    rmSync(unfinished, { recursive: true, force: true });
  }
}

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node scripts/unpack-chromium.mjs FOLDER');
await unpack(path.resolve(folder));
