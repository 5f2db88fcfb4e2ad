import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import type { WrittenFile } from './package-file.ts';

/** Systems that could not be read, or only in part, come first. So the reader sees that the copy is incomplete. */
export function unreadFirst(systems: readonly SystemVerdict[]): SystemVerdict[] {
  const wasRead = ({ verdict, notSearched = [] }: SystemVerdict) =>
    (verdict === 'exported' || verdict === 'absent') &&
    !notSearched.some(({ why }) => why === 'refused');
  return [
    ...systems.filter((system) => !wasRead(system)),
    ...systems.filter((system) => wasRead(system)),
  ];
}

/**
 * The table of contents of a package. It lists every system of the request with its verdict, unread systems first (GDPR Art. 15 gives a
 * right to all of the data).
 *
 * @param files the written files; empty when nothing was exported, and then there is no package
 */
export function packageManifest(
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
  files: readonly WrittenFile[],
): object {
  const { id, type, receivedAt } = request;
  return {
    request: id,
    type,
    receivedAt,
    systems: unreadFirst(systems).map((system) => ({
      id: system.id,
      title: system.title,
      verdict: system.verdict,
      code: system.code,
      reason: system.reason ?? null,
      searched: system.searched ?? [],
      notSearched: system.notSearched ?? [],
      files: files.filter((file) => file.system === system.id).map(({ path }) => path),
    })),
    files: files.map(({ system: _system, ...file }) => file),
  };
}
