import { TableTransaction } from '@azure/data-tables';
import type { NewFact } from '../../domain/fact.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { factOfCorrection, factsOfWatch } from '../../journal/facts-of.ts';
import { grow } from './stored-journal.ts';
import type { Watched } from '../../ports/register-writes.ts';
import { deliverRow, pointer, registerPartition, watchListRow, watchRow } from './rows.ts';
import { mustRead, type StoredRequests } from './stored-requests.ts';
import { untilUndisturbed } from './transaction.ts';

/** Writes the request and moves the row by which the sweeper finds it, in one transaction. The end of a watch destroys its list. */
export function watchedIn(
  requests: StoredRequests,
  requestId: RequestId,
  change: Watched,
  now: Date,
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const stored = await mustRead(requests, requestId);
    // A retry has opened the request again. Its next end begins a new watch.
    if (!isTerminal(stored.request.state)) return stored.request;
    const next = grow(stored, factsOf(stored.request, change, now.toISOString()));
    const request = { ...next.request, watchAt: change.watchAt };
    const rows = rowsOf(stored.request, change);
    return (await requests.replace(stored, { ...next, request }, rows)) ? request : 'disturbed';
  });
}

function factsOf(
  request: RegisteredRequest,
  { systems = [], results = [], corrected }: Watched,
  at: string,
): NewFact[] {
  const read = factsOfWatch(request, systems, results, at);
  return corrected ? [...read, factOfCorrection(request, corrected)] : read;
}

function rowsOf(
  { id, watchAt: before }: RegisteredRequest,
  { watchAt, corrected }: Watched,
): TableTransaction {
  const rows = new TableTransaction();
  if (corrected) rows.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  if (watchAt === before) return rows;
  if (before !== null) rows.deleteEntity(registerPartition, watchRow(before, id));
  if (watchAt === null) rows.upsertEntity(pointer(watchListRow(id), id), 'Replace');
  else rows.upsertEntity(pointer(watchRow(watchAt, id), id), 'Replace');
  return rows;
}
