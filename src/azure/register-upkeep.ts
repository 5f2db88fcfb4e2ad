import { TableTransaction } from '@azure/data-tables';
import type { RequestId } from '../domain/request.ts';
import { mustRead, type StoredRequests } from './register-requests.ts';
import {
  closeRow,
  destroyedKey,
  idempotencyRow,
  packageRow,
  registerPartition,
  type Pointer,
} from './register-rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { commit } from './register-transaction.ts';

const keptForMs = 7 * 24 * 3600 * 1000;

/** Destroys the dossier's key of an ended request. */
export async function closeIn(
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
): Promise<void> {
  const { request } = await mustRead(requests, requestId);
  await table((client) => client.upsertEntity(destroyedKey(requestId, 'dossier'), 'Replace'));
  if (request.closeAt !== null) await remove(table, closeRow(request.closeAt, requestId));
}

/** Forgets idempotency keys of requests that ended more than 7 days before `now`. */
export async function forgetIdempotencyKeysIn(table: RegisterTable, now: string): Promise<void> {
  const endedBefore = new Date(Date.parse(now) - keptForMs).toISOString();
  const due = rowsBetween<Pointer>(table, registerPartition, 'forget-', `forget-${endedBefore}`);
  for await (const page of due) {
    for (const { rowKey, requestId } of page) {
      await forgetKeysOf(table, requestId);
      await remove(table, rowKey);
    }
  }
}

async function forgetKeysOf(table: RegisterTable, requestId: RequestId): Promise<void> {
  const prefix = `idemof-${requestId}-`;
  const spent = rowsBetween<{ keyHash: string }>(table, registerPartition, prefix, after(prefix));
  for await (const page of spent) {
    for (const { rowKey, keyHash } of page) {
      const change = new TableTransaction();
      change.deleteEntity(registerPartition, idempotencyRow(keyHash));
      change.deleteEntity(registerPartition, rowKey ?? '');
      await commit(table, change);
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
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
): Promise<void> {
  const { request } = await mustRead(requests, requestId);
  if (request.finishedAt !== null) await remove(table, packageRow(request.finishedAt, requestId));
}

/** Removing what is gone is a success. */
async function remove(table: RegisterTable, rowKey: string | undefined): Promise<void> {
  if (rowKey === undefined) return;
  const change = new TableTransaction();
  change.deleteEntity(registerPartition, rowKey);
  await commit(table, change);
}
