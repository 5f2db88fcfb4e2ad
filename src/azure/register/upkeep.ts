import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RequestId } from '../../domain/request.ts';
import { mustRead, type StoredRequests } from './stored-requests.ts';
import {
  closeRow,
  idempotencyRow,
  keyRow,
  packageRow,
  pointer,
  registerPartition,
  type Pointer,
} from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { factOfClosing } from '../../journal/facts-of.ts';
import { grow } from './stored-journal.ts';
import { untilUndisturbed, type Commit } from './transaction.ts';

const keptForMs = 7 * 24 * 3600 * 1000;

/** Destroys the dossier's key of an ended request, and the key of its callback address when no further status can follow. */
export async function closeIn(
  requests: StoredRequests,
  requestId: RequestId,
  now: Date,
): Promise<void> {
  await untilUndisturbed(async () => {
    const stored = await mustRead(requests, requestId);
    const { state, closeAt, hasCallback, watchAt, delivery } = stored.request;
    // A retry may have opened it again since it was listed.
    if (!isTerminal(state) || closeAt === null || closeAt > now.toISOString()) return undefined;
    const change = new TableTransaction();
    change.upsertEntity(pointer(keyRow(requestId, 'dossier'), requestId), 'Replace');
    change.deleteEntity(registerPartition, closeRow(closeAt, requestId));
    if (hasCallback && watchAt === null && delivery.state === 'delivered')
      change.upsertEntity(pointer(keyRow(requestId, 'callback'), requestId), 'Replace');
    const closed = grow(stored, [factOfClosing(now.toISOString())]);
    return (await requests.replace(stored, closed, change)) ? undefined : 'disturbed';
  });
}

/** Deletes idempotency keys of requests that ended more than 7 days before `now`. */
export async function forgetIdempotencyKeysIn(
  table: RegisterTable,
  commit: Commit,
  now: string,
): Promise<void> {
  const endedBefore = new Date(Date.parse(now) - keptForMs).toISOString();
  const due = rowsBetween<Pointer>(table, registerPartition, 'forget-', `forget-${endedBefore}`);
  for await (const page of due) {
    for (const { rowKey, requestId } of page) {
      await forgetKeysOf(table, commit, requestId);
      await removeRow(commit, rowKey);
    }
  }
}

async function forgetKeysOf(
  table: RegisterTable,
  commit: Commit,
  requestId: RequestId,
): Promise<void> {
  const prefix = `idemof-${requestId}-`;
  const spent = rowsBetween<{ keyHash: string }>(table, registerPartition, prefix, after(prefix));
  for await (const page of spent) {
    for (const { rowKey, keyHash } of page) {
      const change = new TableTransaction();
      change.deleteEntity(registerPartition, idempotencyRow(keyHash));
      change.deleteEntity(registerPartition, rowKey ?? '');
      await commit(change.actions);
    }
  }
}

export async function* packagesBeforeIn(
  table: RegisterTable,
  finishedBefore: string,
): AsyncGenerator<RequestId> {
  const to = `package-${finishedBefore}`;
  for await (const page of rowsBetween<Pointer>(table, registerPartition, 'package-', to))
    for (const { requestId } of page) yield requestId;
}

export async function packageDeletedIn(
  commit: Commit,
  requests: StoredRequests,
  requestId: RequestId,
): Promise<void> {
  const { request } = await mustRead(requests, requestId);
  if (request.finishedAt !== null)
    await removeRow(commit, packageRow(request.finishedAt, requestId));
}

/** Deletes a row. A row that does not exist any more is not an error. */
export async function removeRow(commit: Commit, rowKey: string | undefined): Promise<void> {
  if (rowKey === undefined) return;
  const change = new TableTransaction();
  change.deleteEntity(registerPartition, rowKey);
  await commit(change.actions);
}
