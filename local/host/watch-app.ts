import { globSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

const intervalMs = 500;

/**
 * Watches the files of an app. A build changes many files, so a change is reported only after a scan that finds no further change. A scan
 * also notices folders that are deleted and made again. The watchers of the operating system lose such folders.
 * @param dataFolder is left out
 * @param changed receives the first file that has changed
 * @returns ends the watch
 */
export function watchApp(
  folder: string,
  dataFolder: string,
  changed: (file: string) => void,
): () => void {
  const data = path.relative(folder, dataFolder);
  const look = () => filesOf(folder, data);
  let known = look();
  let last = known;
  const timer = setInterval(() => {
    const now = look();
    const isStill = firstDifference(last, now) === undefined;
    last = now;
    const file = firstDifference(known, now);
    if (!isStill || file === undefined) return;
    known = now;
    changed(file);
  }, intervalMs);
  return () => {
    clearInterval(timer);
  };
}

/** Times and sizes of files, by path. */
type Files = ReadonlyMap<string, string>;

// Packages, hidden folders, and the files that Azurite keeps in its folder (`__azurite_db_queue__.json`).
const unwatched = /^(?:node_modules|\..+|__.+)$/;

function filesOf(folder: string, data: string): Files {
  const files = new Map<string, string>();
  const exclude = (name: string) => name === data || unwatched.test(path.basename(name));
  for (const file of globSync(`**/*.{${kinds(folder)}}`, { cwd: folder, exclude })) {
    const stat = statSync(path.join(folder, file), { throwIfNoEntry: false });
    if (stat?.isFile()) files.set(file, `${String(stat.mtimeMs)} ${String(stat.size)}`);
  }
  return files;
}

/** TypeScript files count only when Node loads them directly. Otherwise the compiler's output counts. */
function kinds(folder: string): string {
  try {
    const { main } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
      readonly main?: unknown;
    };
    if (typeof main === 'string' && /\.[cm]?ts$/.test(main)) return 'js,mjs,cjs,json,ts,mts,cts';
  } catch {
    // The error is reported when the app is loaded.
  }
  return 'js,mjs,cjs,json';
}

function firstDifference(before: Files, after: Files): string | undefined {
  for (const [file, state] of after) if (before.get(file) !== state) return file;
  return [...before.keys()].find((file) => !after.has(file));
}
