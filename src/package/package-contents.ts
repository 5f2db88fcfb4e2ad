import type { Language } from '../domain/language.ts';
import type { FactOf } from '../domain/fact.ts';
import type { PortableParts } from '../domain/portable-record.ts';
import type { RegisteredRequest } from '../domain/request.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { aboutFiles, type About } from './about-files.ts';
import { dataWriter } from './data-files.ts';
import type { PackageContent } from './package-file.ts';
import { unreadFirst } from './package-manifest.ts';
import { indexPage } from './page/index-page.ts';
import { longPartWriter } from './page/long-part.ts';
import { wordsFor, type Words } from './page/words.ts';
import { portabilityWriter, type PortabilityWriter } from './portability/portability-writer.ts';
import type { StagedLine } from './staged-line.ts';
import { survey, type Survey } from './survey.ts';

export interface PackageOrder {
  readonly request: RegisteredRequest;
  readonly received: FactOf<'received'> | null;
  readonly systems: readonly SystemVerdict[];
  readonly language: Language;
  /** IANA name of the time zone in which the pages show times, besides UTC. */
  readonly zone: string;
  readonly about: About;
  /** Which content of the export of a system is portable; undefined: nothing. */
  readonly portable: (system: SystemVerdict) => PortableParts | undefined;
  /** Reads the staged export of one system from the beginning. */
  readonly read: (system: SystemVerdict) => AsyncIterable<StagedLine>;
}

/**
 * All files of a package, one at a time, without the manifest. `index.html` is the first file. Each export is read twice, because the
 * overview describes the later files.
 */
export async function* packageContents(order: PackageOrder): AsyncGenerator<PackageContent> {
  const { request, received, systems, read } = order;
  const words = wordsFor(order.language, order.zone);
  const surveys = new Map<SystemVerdict, Survey>();
  for (const system of systems)
    if (system.verdict === 'exported') surveys.set(system, await survey(read(system)));

  const { about } = order;
  const overview = { request, received, systems: unreadFirst(systems), surveys, about };
  yield { path: 'index.html', content: indexPage(overview, words), records: 0, system: null };
  yield* aboutFiles(systems, about);
  const portability = portabilityWriter(order.portable);
  for (const [system, found] of surveys)
    yield* systemContents({ system, found, lines: read(system) }, words, portability);
  yield* portability.end();
}

interface SystemExport {
  readonly system: SystemVerdict;
  readonly found: Survey;
  readonly lines: AsyncIterable<StagedLine>;
}

async function* systemContents(
  { system, found, lines }: SystemExport,
  words: Words,
  portability: PortabilityWriter,
): AsyncGenerator<PackageContent> {
  const data = dataWriter(system, found);
  const pages = longPartWriter(system, found, words);
  for await (const line of lines) {
    if (!('item' in line)) continue;
    yield* data.take(line.part, line.item);
    yield* pages.take(line.part, line.item);
    yield* portability.take(system, line.part, line.item);
  }
  yield* data.end();
  yield* pages.end();
}
