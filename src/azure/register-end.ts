import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RegisteredRequest, type RequestId } from '../domain/request.ts';
import type { Ending } from '../ports/register.ts';
import { mustReadRequest, type StoredRequest } from './register-requests.ts';
import {
  claimRow,
  closeRow,
  deliverRow,
  destroyedKey,
  forgetRow,
  likenessRow,
  openRow,
  packageRow,
  pointer,
  registerPartition,
  toRequestEntity,
} from './register-rows.ts';
import type { RegisterTable } from './register-table.ts';
import { commit, mostOperations, untilUndisturbed } from './register-transaction.ts';

/** The request and its rows: open, likeness, key or closing date, end of idempotency keys, delivery, package. */
const operationsBesideClaims = 7;

/**
 * Ends the request in one transaction. Ending an ended request changes nothing. Claims that do not fit into the transaction
 * stay as rows of an ended request: they are free from then on.
 */
export function endIn(table: RegisterTable, requestId: RequestId, ending: Ending): Promise<void> {
  return untilUndisturbed(async () => {
    const stored = await mustReadRequest(table, requestId);
    if (isTerminal(stored.request.state)) return;
    return (await commit(table, endingOf(stored, ending))) ? undefined : 'disturbed';
  });
}

function endingOf({ request, holdings, etag }: StoredRequest, ending: Ending): TableTransaction {
  const { id } = request;
  const { finishedAt, closeAt } = ending;
  const change = new TableTransaction();
  const ended: RegisteredRequest = { ...request, ...ending, updatedAt: finishedAt };
  change.updateEntity(toRequestEntity(ended, { ...holdings, claims: [] }), 'Replace', { etag });
  change.deleteEntity(registerPartition, openRow(id));
  change.deleteEntity(registerPartition, likenessRow(holdings.likenessHash));
  if (closeAt === null) change.upsertEntity(destroyedKey(id, 'dossier'), 'Replace');
  else change.upsertEntity(pointer(closeRow(closeAt, id), id), 'Replace');
  change.upsertEntity(pointer(forgetRow(finishedAt, id), id), 'Replace');
  change.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  if (request.type !== 'erasure')
    change.upsertEntity(pointer(packageRow(finishedAt, id), id), 'Replace');
  for (const hash of holdings.claims.slice(0, mostOperations - operationsBesideClaims))
    change.deleteEntity(registerPartition, claimRow(hash));
  return change;
}
