import { type AboutSystem, aboutTopics, type Controller } from '../domain/about-system.ts';
import type { SystemVerdict } from '../domain/verdict.ts';
import { fileName } from './file-names.ts';
import type { PackageContent } from './package-file.ts';

const schema = { schema: 'urn:habeas:schema:about', version: 1 } as const;

/** The texts of the operator about the processing. */
export interface About {
  readonly controller: Controller | undefined;
  readonly of: (system: SystemVerdict) => AboutSystem | undefined;
}

/** `about/{system}.json` for every system of the request (GDPR Art. 15(1) and (2)). A topic without a text is null. */
export function aboutFiles(systems: readonly SystemVerdict[], about: About): PackageContent[] {
  return systems.map((system) => {
    const { id, title, connector } = system;
    const written = about.of(system);
    const content = {
      ...schema,
      system: id,
      title,
      connector,
      controller: about.controller ?? null,
      ...Object.fromEntries(aboutTopics.map((topic) => [topic, written?.[topic] ?? null])),
    };
    return {
      path: `about/${fileName(id)}.json`,
      content: Buffer.from(`${JSON.stringify(content, null, 2)}\n`),
      records: 0,
      // The files of a system are the files with its data.
      system: null,
    };
  });
}
