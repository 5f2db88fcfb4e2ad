import { randomUUID } from 'node:crypto';
import type { StagedExport } from '../../package/staged-export.ts';
import type { SectionLine, StagedLine } from '../../package/staged-line.ts';
import type { SealedStore } from '../../ports/sealed-store.ts';
import type { SystemOrder } from '../../workflows/steps/system-order.ts';
import { pieceWriter, type PieceWriter } from './piece-writer.ts';

/** The blobs of one staged export. Each try writes new blobs, so two processes at the same time cannot change each other's blobs. */
export interface StagedPieces {
  /** @param reading names the section of the line, and which reading of this section wrote it */
  add(reading: SectionLine, line: StagedLine): void;
  /** Must be awaited after each item: it waits until storage can take more. */
  flow(): Promise<void>;
  /** Confirms all lines that were added so far. The export consists of confirmed lines only. */
  count(): void;
  /** True when the current piece is long enough to be stored. */
  readonly isLong: boolean;
  /** Stores the current piece. Returns all pieces. */
  store(): Promise<StagedExport['pieces']>;
  /** Ends the current piece without storing it. */
  abort(): Promise<void>;
}

/** In characters. A killed process loses no more than this. */
const pieceLength = 32 * 1024 * 1024;

export function stagedPieces(
  sealed: SealedStore,
  { requestId, system }: SystemOrder,
  earlier: StagedExport['pieces'],
): StagedPieces {
  const stored = [...earlier];
  let piece: PieceWriter | null = null;
  let counted = 0;
  let announced: SectionLine | null = null;

  return {
    add(reading, line) {
      piece ??= pieceWriter(sealed, requestId, `export-${system}.${randomUUID()}`);
      if (announced?.take !== reading.take)
        piece.add({ section: reading.section, take: reading.take });
      announced = reading;
      piece.add(line);
    },
    flow: async () => piece?.flow(),
    count() {
      counted = piece?.lines ?? 0;
    },
    get isLong() {
      return (piece?.length ?? 0) >= pieceLength;
    },
    async store() {
      const [ended, lines] = [piece, counted];
      [piece, counted, announced] = [null, 0, null];
      if (lines === 0) await ended?.abort();
      else if (ended) {
        await ended.end();
        stored.push({ name: ended.name, lines });
      }
      return stored;
    },
    abort: async () => piece?.abort(),
  };
}
