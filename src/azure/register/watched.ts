import { TableTransaction } from '@azure/data-tables';
import type { RegisteredRequest, RequestId } from '../../domain/request.ts';
import type { Watched } from '../../ports/register.ts';
import { deliverRow, pointer, registerPartition, watchNoteRow, watchRow } from './rows.ts';
import type { StoredRequests } from './stored-requests.ts';
import { untilUndisturbed } from './transaction.ts';

/** Writes the request and moves the row by which the sweeper finds it, in one transaction. The end of a watch destroys its note. */
export function watchedIn(
  requests: StoredRequests,
  requestId: RequestId,
  change: Watched,
  now: Date,
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const request = withWatched(stored.request, change, now);
    const rows = rowsOf(stored.request, change);
    return (await requests.replace(stored, { request }, rows)) ? request : 'disturbed';
  });
}

function withWatched(
  request: RegisteredRequest,
  { watchAt, systems, corrected }: Watched,
  now: Date,
): RegisteredRequest {
  return {
    ...request,
    watchAt,
    ...(systems && { systems, updatedAt: now.toISOString() }),
    ...(corrected && {
      ...corrected,
      endings: request.endings + 1,
      delivery: { state: 'pending', attempts: 0 },
    }),
  };
}

function rowsOf(
  { id, watchAt: before }: RegisteredRequest,
  { watchAt, corrected }: Watched,
): TableTransaction {
  const rows = new TableTransaction();
  if (corrected) rows.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  if (watchAt === before) return rows;
  if (before !== null) rows.deleteEntity(registerPartition, watchRow(before, id));
  if (watchAt === null) rows.upsertEntity(pointer(watchNoteRow(id), id), 'Replace');
  else rows.upsertEntity(pointer(watchRow(watchAt, id), id), 'Replace');
  return rows;
}
