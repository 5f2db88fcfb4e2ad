import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import type { SystemId } from '../domain/system.ts';
import type { Counts } from '../domain/verdict.ts';
import type { SectionLine, StagedLine } from './staged-line.ts';

/** How far one section of an export was read. */
export interface StagedSection {
  /** Lines of the section count only if this reading wrote them. An earlier reading was given up. */
  readonly take: number;
  /** The number of items of each part, in all tries. */
  readonly counts: Counts;
  /** Where the next try continues; null when the section must be read from its beginning, or is done. */
  readonly mark: string | null;
  readonly done: boolean;
}

/**
 * The index of the staged export of one system. It is written after each piece, so a crash loses only lines after the last piece, and no
 * line is counted twice. It is sealed, because a mark may be a link that names the person.
 */
export interface StagedExport {
  /** The version of the dossier that named the records. */
  readonly dossier: number;
  /** RFC 3339. */
  readonly begunAt: string;
  /** The blobs, in order. Only the first `lines` lines of a blob count. */
  readonly pieces: readonly { readonly name: string; readonly lines: number }[];
  readonly sections: Readonly<Record<string, StagedSection>>;
  /** The highest number that a reading of a section had. */
  readonly takes: number;
  readonly records: number;
}

/** The name of the sealed blob that holds the `StagedExport` of a system. A system id has no dot, so no piece has this name. */
export const stagedExport = (system: SystemId): string => `export-${system}.index`;

/** All lines that count, in the order in which they were read. */
export async function* stagedLines(
  staged: StagedExport,
  open: (name: string) => Promise<Readable>,
): AsyncGenerator<StagedLine> {
  for (const { name, lines } of staged.pieces) {
    const piece = await open(name);
    let counts = false;
    let left = lines;
    for await (const text of createInterface({ input: piece, crlfDelay: Infinity })) {
      if (left === 0) break;
      left -= 1;
      const line = JSON.parse(text) as StagedLine | SectionLine;
      if ('section' in line) counts = staged.sections[line.section]?.take === line.take;
      else if (counts) yield line;
    }
    piece.destroy();
  }
}
