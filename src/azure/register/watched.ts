import { TableTransaction } from '@azure/data-tables';
import type { RequestId } from '../../domain/request.ts';
import type { Register } from '../../ports/register.ts';
import type { StoredRequests } from './stored-requests.ts';
import { pointer, registerPartition, watchNoteRow, watchRow } from './rows.ts';
import { untilUndisturbed } from './transaction.ts';

type Change = Parameters<Register['watched']>[1];

/** Writes the request and moves the row by which the sweeper finds it, in one transaction. The end of a watch empties its note. */
export function watchedIn(
  requests: StoredRequests,
  requestId: RequestId,
  { watchAt, systems }: Change,
  now: Date,
): Promise<void> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const before = stored.request.watchAt;
    const read = systems && { systems, updatedAt: now.toISOString() };
    const rows = new TableTransaction();
    if (watchAt !== before) {
      if (before !== null) rows.deleteEntity(registerPartition, watchRow(before, requestId));
      if (watchAt === null)
        rows.upsertEntity(pointer(watchNoteRow(requestId), requestId), 'Replace');
      else rows.upsertEntity(pointer(watchRow(watchAt, requestId), requestId), 'Replace');
    }
    const request = { ...stored.request, watchAt, ...read };
    return (await requests.replace(stored, { request }, rows)) ? undefined : 'disturbed';
  });
}
