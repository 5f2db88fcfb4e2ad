import { systemIdOf } from '../../src/domain/system.ts';
import { stagedExport, stagedLines, type StagedExport } from '../../src/package/staged-export.ts';
import type { StagedLine } from '../../src/package/staged-line.ts';
import type { SealedStore } from '../../src/ports/sealed-store.ts';
import { requestId } from './memory-house.ts';

/** The lines of one system's export that the package would hold. */
export async function stagedLinesOf(sealed: SealedStore, system: string): Promise<StagedLine[]> {
  const staged = (await sealed.get(requestId, stagedExport(systemIdOf(system)))) as StagedExport;
  const lines: StagedLine[] = [];
  for await (const line of stagedLines(staged, (name) => sealed.getStream(requestId, name)))
    lines.push(line);
  return lines;
}
