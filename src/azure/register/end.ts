import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { Ending } from '../../ports/register.ts';
import { noteRow } from './note-rows.ts';
import type { StoredRequest, StoredRequests } from './stored-requests.ts';
import {
  claimRow,
  closeRow,
  deliverRow,
  forgetRow,
  keyRow,
  likenessRow,
  openRow,
  packageRow,
  pointer,
  registerPartition,
  watchNoteRow,
  watchRow,
} from './rows.ts';
import { mostOperations, untilUndisturbed } from './transaction.ts';

/** The request and its rows: open, likeness, key or closing date, end of idempotency keys, delivery, package, watch and its note. */
const operationsBesideClaims = 9;

/**
 * Ends the request in one transaction. Ending an ended request changes nothing. Claims that do not fit into the transaction
 * stay as rows of an ended request: they are free from then on.
 */
export function endIn(
  requests: StoredRequests,
  requestId: RequestId,
  { watchNote, ...ending }: Ending,
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const { request, holdings } = stored;
    if (isTerminal(request.state)) return request;
    const ended = {
      ...request,
      ...ending,
      endings: request.endings + 1,
      updatedAt: ending.finishedAt,
    };
    const next = { request: ended, holdings: { ...holdings, claims: [] } };
    return (await requests.replace(stored, next, rowsOf(stored, { watchNote, ...ending })))
      ? ended
      : 'disturbed';
  });
}

/** What comes and goes with the end of a request. */
function rowsOf(
  { request, holdings }: StoredRequest,
  { finishedAt, closeAt, watchAt, watchNote }: Ending,
): TableTransaction {
  const { id } = request;
  const change = new TableTransaction();
  change.deleteEntity(registerPartition, openRow(id));
  change.deleteEntity(registerPartition, likenessRow(holdings.likenessHash));
  if (closeAt === null) change.upsertEntity(pointer(keyRow(id, 'dossier'), id), 'Replace');
  else change.upsertEntity(pointer(closeRow(closeAt, id), id), 'Replace');
  change.upsertEntity(pointer(forgetRow(finishedAt, id), id), 'Replace');
  change.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  if (watchNote !== null) change.upsertEntity(noteRow(watchNoteRow(id), id, watchNote), 'Replace');
  if (watchAt !== null) change.upsertEntity(pointer(watchRow(watchAt, id), id), 'Replace');
  if (request.type !== 'erasure')
    change.upsertEntity(pointer(packageRow(finishedAt, id), id), 'Replace');
  for (const hash of holdings.claims.slice(0, mostOperations - operationsBesideClaims))
    change.deleteEntity(registerPartition, claimRow(hash));
  return change;
}
