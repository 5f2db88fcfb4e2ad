import type { RequestId } from '../../domain/request.ts';
import type { SealedNote } from '../../ports/sealed-notes.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { pointer, registerPartition, type Pointer } from './rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';

/** A sealed note as a row of the register. To destroy the note, the row is replaced by an empty row. */
export function noteRow(
  rowKey: string,
  requestId: RequestId,
  { wrappedKey, sealed }: SealedNote,
): Pointer & Pick<SealedNote, 'wrappedKey'> {
  return { ...pointer(rowKey, requestId), wrappedKey, ...chunkedText('sealed', sealed) };
}

/** @returns null when there is no row, or an empty one */
export async function readNote(table: RegisterTable, rowKey: string): Promise<SealedNote | null> {
  const row = await table((client) =>
    rowOrNone(() => client.getEntity<{ wrappedKey?: string }>(registerPartition, rowKey)),
  );
  if (row?.wrappedKey === undefined) return null;
  return { wrappedKey: row.wrappedKey, sealed: textOfChunks('sealed', row) };
}
