import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { PackageFile } from './write-package.ts';

/** The file of one system in the package. */
export function systemPath({ id }: Pick<SystemVerdict, 'id'>): string {
  return `systems/${id}.json`;
}

/** How many records the file of a system holds. */
export function exportedRecords({ counts }: Pick<SystemVerdict, 'counts'>): number {
  return Object.values(counts.exported ?? {}).reduce((sum, count) => sum + count, 0);
}

/**
 * The table of contents of a package. It lists every system of the request with its verdict. The systems that could not be read,
 * or not everywhere, come first, so that the reader sees that the package is incomplete (GDPR Art. 15 gives a right to all of the data).
 *
 * @param files the exported files; empty when nothing was exported, and then there is no package
 */
export function packageManifest(
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
  files: readonly PackageFile[],
): object {
  const { id, type, receivedAt } = request;
  const wasRead = ({ verdict, notSearched = [] }: SystemVerdict) =>
    (verdict === 'exported' || verdict === 'absent') &&
    !notSearched.some(({ why }) => why === 'refused');
  const unreadFirst = [
    ...systems.filter((system) => !wasRead(system)),
    ...systems.filter((system) => wasRead(system)),
  ];
  return {
    request: id,
    type,
    receivedAt,
    systems: unreadFirst.map((system) => ({
      id: system.id,
      title: system.title,
      verdict: system.verdict,
      code: system.code,
      reason: system.reason ?? null,
      searched: system.searched ?? [],
      notSearched: system.notSearched ?? [],
      files: files.map(({ path }) => path).filter((path) => path === systemPath(system)),
    })),
    files,
  };
}
