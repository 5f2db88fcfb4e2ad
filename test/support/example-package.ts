import { connectors } from '../../src/connectors/catalogue.ts';
import type { Language } from '../../src/domain/language.ts';
import type { SystemVerdict } from '../../src/domain/verdict.ts';
import { packageContents, type PackageOrder } from '../../src/package/package-contents.ts';
import type { PackageContent } from '../../src/package/package-file.ts';
import type { StagedLine } from '../../src/package/staged-line.ts';
import { registeredRequest, systemLine } from './requests.ts';
import { numberedRequest } from './numbered-request.ts';

export type Lines = readonly StagedLine[] | (() => Iterable<StagedLine>);

export const request = registeredRequest({
  id: numberedRequest(7),
  type: 'access',
  receivedAt: '2026-03-02T10:00:00.000Z',
});

/** A system whose data was exported. */
export function exportedSystem(id: string, connector = 'hubspot'): SystemVerdict {
  return systemLine(id, { verdict: 'exported', connector, title: `The ${id}` });
}

/** The files of a package by path, in their order. The systems with lines were exported. */
export async function examplePackage(
  lines: Readonly<Record<string, Lines>>,
  known: Partial<PackageOrder> & { readonly language?: Language } = {},
): Promise<Map<string, PackageContent>> {
  const systems = known.systems ?? Object.keys(lines).map((id) => exportedSystem(id));
  const order: PackageOrder = {
    request,
    received: null,
    systems,
    language: 'en',
    zone: 'Europe/Berlin',
    about: { controller: undefined, of: () => undefined },
    portable: ({ connector }) => connectors.find(({ name }) => name === connector)?.portable,
    read: async function* ({ id }) {
      const found = lines[id] ?? [];
      yield* typeof found === 'function' ? found() : found;
    },
    ...known,
  };
  const files = new Map<string, PackageContent>();
  for await (const file of packageContents(order)) {
    expect([...files.keys()]).not.toContain(file.path);
    files.set(file.path, file);
  }
  return files;
}

/** The text of one file. */
export function textOf(files: ReadonlyMap<string, PackageContent>, path: string): string {
  const file = files.get(path);
  if (!file) throw new Error(`There is no ${path}, only ${[...files.keys()].join(', ')}.`);
  return file.content.toString();
}
