import { TableTransaction } from '@azure/data-tables';
import type { RequestId } from '../domain/request.ts';
import { isOpen, mustReadRequest, type StoredRequest } from './register-requests.ts';
import {
  claimRow,
  pointer,
  registerPartition,
  toRequestEntity,
  type Pointer,
} from './register-rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { commit, mostOperations, untilUndisturbed } from './register-transaction.ts';

/** A claim row as it stands: free ones may be taken over from a request that has ended. */
interface Standing {
  readonly hash: string;
  readonly takeOver: string | null;
}

/**
 * Claims all records for the request or none. More than fit into one transaction are taken in turn, always in the same order, and
 * given back when one of them is held by another request.
 */
export async function claimIn(
  table: RegisterTable,
  requestId: RequestId,
  recordHashes: readonly string[],
): Promise<boolean> {
  const wanted = [...new Set(recordHashes)].sort();
  const before = await mustReadRequest(table, requestId);
  // One operation changes the request itself.
  const size = mostOperations - 1;
  for (let from = 0; from < wanted.length; from += size) {
    const taken = await claimSome(table, requestId, wanted.slice(from, from + size));
    if (taken) continue;
    await giveBack(table, requestId, new Set(before.holdings.claims));
    return false;
  }
  return true;
}

function claimSome(
  table: RegisterTable,
  requestId: RequestId,
  hashes: readonly string[],
): Promise<boolean> {
  return untilUndisturbed(async () => {
    const stored = await mustReadRequest(table, requestId);
    const held = new Set(stored.holdings.claims);
    const missing = hashes.filter((hash) => !held.has(hash));
    if (missing.length === 0) return true;
    const hopeful = missing.map((hash) => ({ hash, takeOver: null }));
    if (await commit(table, taking(stored, hopeful))) return true;
    const standing = await standingOf(table, requestId, missing);
    if (standing === 'disturbed') return 'disturbed';
    if (standing === 'held') return false;
    return (await commit(table, taking(stored, standing))) ? true : 'disturbed';
  });
}

function taking(stored: StoredRequest, claims: readonly Standing[]): TableTransaction {
  const { request, holdings, etag } = stored;
  const change = new TableTransaction();
  for (const { hash, takeOver } of claims) {
    const row = pointer(claimRow(hash), request.id);
    if (takeOver === null) change.createEntity(row);
    else change.updateEntity(row, 'Replace', { etag: takeOver });
  }
  const all = [...holdings.claims, ...claims.map(({ hash }) => hash)];
  change.updateEntity(toRequestEntity(request, { ...holdings, claims: all }), 'Replace', { etag });
  return change;
}

async function standingOf(
  table: RegisterTable,
  requestId: RequestId,
  hashes: readonly string[],
): Promise<'held' | 'disturbed' | Standing[]> {
  const standing: Standing[] = [];
  for (const hash of hashes) {
    const row = await table((client) =>
      rowOrNone(() => client.getEntity<Pointer>(registerPartition, claimRow(hash))),
    );
    // The answer to our own earlier write may have been lost.
    if (row?.requestId === requestId) return 'disturbed';
    if (row && (await isOpen(table, row.requestId))) return 'held';
    standing.push({ hash, takeOver: row?.etag ?? null });
  }
  return standing;
}

function giveBack(
  table: RegisterTable,
  requestId: RequestId,
  keep: ReadonlySet<string>,
): Promise<void> {
  return untilUndisturbed(async () => {
    const stored = await mustReadRequest(table, requestId);
    const { claims } = stored.holdings;
    const surplus = claims.filter((hash) => !keep.has(hash)).slice(0, mostOperations - 1);
    if (surplus.length === 0) return;
    const gone = new Set(surplus);
    const change = new TableTransaction();
    for (const hash of surplus) change.deleteEntity(registerPartition, claimRow(hash));
    const holdings = { ...stored.holdings, claims: claims.filter((hash) => !gone.has(hash)) };
    change.updateEntity(toRequestEntity(stored.request, holdings), 'Replace', {
      etag: stored.etag,
    });
    await commit(table, change);
    return 'disturbed' as const;
  });
}
