import type { RequestId } from '../../domain/request.ts';
import type { Envelope } from '../../ports/envelopes.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import { pointer, registerPartition, type Pointer } from './rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';

/** An envelope as a row of the register. To destroy the envelope, the row is replaced by an empty row. */
export function envelopeRow(
  rowKey: string,
  requestId: RequestId,
  { wrappedKey, sealed }: Envelope,
): Pointer & Pick<Envelope, 'wrappedKey'> {
  return { ...pointer(rowKey, requestId), wrappedKey, ...chunkedText('sealed', sealed) };
}

/** @returns null when there is no row, or an empty one */
export async function readEnvelope(table: RegisterTable, rowKey: string): Promise<Envelope | null> {
  const row = await table((client) =>
    rowOrNone(() => client.getEntity<{ wrappedKey?: string }>(registerPartition, rowKey)),
  );
  if (row?.wrappedKey === undefined) return null;
  return { wrappedKey: row.wrappedKey, sealed: textOfChunks('sealed', row) };
}
