import { bad, good, type Finding } from './finding.ts';
import type { MeasuredFile } from './read-package.ts';

interface Manifest {
  readonly systems: readonly {
    readonly id: string;
    readonly title: string;
    readonly verdict: string;
    readonly code: string | null;
    readonly files: readonly string[];
  }[];
  readonly files: readonly {
    readonly path: string;
    readonly size: number;
    readonly sha256: string;
    readonly records: number;
  }[];
}

const askAgain = 'Download the package again. If this does not help, ask for a new package.';

/** Compares the files of a package with its manifest, and lists the content for each system. */
export function verifyPackage(files: ReadonlyMap<string, MeasuredFile>): Finding[] {
  const manifest = manifestOf(files.get('manifest.json')?.text);
  if (!manifest) return [bad('The package has no readable manifest.json.', askAgain)];
  const listed = new Set(['manifest.json', ...manifest.files.map(({ path }) => path)]);
  return [
    ...manifest.files.map((file) => fileFinding(file, files.get(file.path))),
    ...[...files.keys()]
      .filter((path) => !listed.has(path))
      .map((path) => bad(`${path} is not in the manifest.`, 'Somebody added it. Do not open it.')),
    ...manifest.systems.map((system) => systemFinding(system, manifest.files)),
  ];
}

function manifestOf(text: string | undefined): Manifest | undefined {
  try {
    const manifest = JSON.parse(text ?? '') as Partial<Manifest>;
    return Array.isArray(manifest.systems) && Array.isArray(manifest.files)
      ? (manifest as Manifest)
      : undefined;
  } catch {
    return undefined;
  }
}

function fileFinding(listed: Manifest['files'][number], found: MeasuredFile | undefined): Finding {
  if (!found) return bad(`${listed.path} is missing.`, askAgain);
  if (found.size !== listed.size || found.sha256 !== listed.sha256)
    return bad(`${listed.path} was changed.`, askAgain);
  return good(`${listed.path}: ${listed.size} bytes, ${listed.records} records, unchanged`);
}

/** A system that could not be read does not make the package wrong. The manifest names it, and so does this check. */
function systemFinding(
  { id, title, verdict, code, files }: Manifest['systems'][number],
  all: Manifest['files'],
): Finding {
  const records = all
    .filter(({ path }) => files.includes(path))
    .reduce((sum, file) => sum + file.records, 0);
  if (verdict === 'exported') return good(`${id} (${title}): read completely, ${records} records`);
  if (verdict === 'absent') return good(`${id} (${title}): searched, nothing there`);
  return good(`${id} (${title}): NOT COMPLETE, ${verdict}${code ? ` (${code})` : ''}`);
}
