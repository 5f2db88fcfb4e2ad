import type { FactOf } from '../../domain/fact.ts';
import { languageFor } from '../../domain/language.ts';
import type { RegisteredRequest } from '../../domain/request.ts';
import type { SystemVerdict } from '../../domain/verdict.ts';
import { packageContents } from '../../package/package-contents.ts';
import type { WrittenFile } from '../../package/package-file.ts';
import { packageManifest } from '../../package/package-manifest.ts';
import { stagedExport, stagedLines, type StagedExport } from '../../package/staged-export.ts';
import type { StagedLine } from '../../package/staged-line.ts';
import { writePackage } from '../../package/write-package.ts';
import type { Dependencies } from '../dependencies.ts';

type Needs = Pick<Dependencies, 'register' | 'results' | 'sealed' | 'systems' | 'policy'>;

/**
 * Writes `package.zip`. The package is compressed while it streams from the sealed exports. The blob appears only when all of it is stored.
 * @returns the written files; none when nothing was exported, and then there is no package
 */
export async function compilePackage(
  deps: Needs,
  request: RegisteredRequest,
  systems: readonly SystemVerdict[],
): Promise<readonly WrittenFile[]> {
  if (!systems.some((row) => row.verdict === 'exported')) return [];
  await deps.register.update(request.id, { state: 'reporting' });
  const contents = packageContents({
    request,
    received: await receivedFact(deps, request),
    systems,
    language: languageFor(request.language, deps.policy.language),
    zone: deps.policy.timeZone,
    about: {
      controller: deps.policy.controller,
      of: ({ id }) => deps.systems.get(id)?.about,
    },
    portable: ({ id }) => deps.systems.get(id)?.portable,
    read: (system) => staged(deps, request, system),
  });
  const { stream, files } = writePackage(contents, new Date(request.receivedAt), (written) =>
    packageManifest(request, systems, written),
  );
  const [, written] = await Promise.all([
    // When storage fails, the rest of the package is not made.
    deps.results.putStream(request.id, 'package.zip', stream).finally(() => stream.destroy()),
    files,
  ]);
  return written;
}

async function* staged(
  { sealed }: Needs,
  { id }: RegisteredRequest,
  system: SystemVerdict,
): AsyncGenerator<StagedLine> {
  const found = (await sealed.get(id, stagedExport(system.id))) as StagedExport;
  yield* stagedLines(found, (name) => sealed.getStream(id, name));
}

/** How the request came in. Requests that an earlier version stored have no such fact. */
async function receivedFact(
  { register }: Needs,
  { id }: RegisteredRequest,
): Promise<FactOf<'received'> | null> {
  const journal = await register.journal(id, false);
  return journal?.facts.find((fact) => fact.kind === 'received') ?? null;
}
