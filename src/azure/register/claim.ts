import { TableTransaction } from '@azure/data-tables';
import type { RequestId } from '../../domain/request.ts';
import type { Planned } from '../../ports/register.ts';
import {
  isOpen,
  withProgress,
  type StoredRequest,
  type StoredRequests,
} from './stored-requests.ts';
import { claimRow, pointer, registerPartition, type Pointer } from './rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { mostOperations, untilUndisturbed } from './transaction.ts';

/** A claim row as it stands: free ones may be taken over from a request that has ended. */
interface Standing {
  readonly hash: string;
  readonly takeOver: string | null;
}

interface Claiming {
  readonly hashes: readonly string[];
  /** What else changes in the request with it. */
  readonly change: Partial<Planned>;
  readonly now: Date;
}

/**
 * Claims all records for the request and writes the plan with them, or neither. More than fit into one transaction are taken in turn,
 * always in the same order, and given back when one of them is held by another request.
 */
export async function claimIn(
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
  recordHashes: readonly string[],
  plan: Planned,
  now: Date,
): Promise<boolean> {
  const wanted = [...new Set(recordHashes)].sort();
  const before = await requests.recall(requestId);
  // One operation changes the request itself.
  const size = mostOperations - 1;
  for (let from = 0; from === 0 || from < wanted.length; from += size) {
    const change = from + size >= wanted.length ? plan : {};
    const hashes = wanted.slice(from, from + size);
    if (await claimSome(table, requests, requestId, { hashes, change, now })) continue;
    await giveBack(requests, requestId, new Set(before.holdings.claims));
    return false;
  }
  return true;
}

function claimSome(
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
  claiming: Claiming,
): Promise<boolean> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const held = new Set(stored.holdings.claims);
    const missing = claiming.hashes.filter((hash) => !held.has(hash));
    const hopeful = missing.map((hash) => ({ hash, takeOver: null }));
    if (await take(requests, stored, hopeful, claiming)) return true;
    const standing = await standingOf(table, requests, requestId, missing);
    if (standing === 'disturbed') return 'disturbed';
    if (standing === 'held') return false;
    const current = await requests.recall(requestId);
    return (await take(requests, current, standing, claiming)) ? true : 'disturbed';
  });
}

function take(
  requests: StoredRequests,
  stored: StoredRequest,
  claims: readonly Standing[],
  { change, now }: Claiming,
): Promise<boolean> {
  const rows = new TableTransaction();
  for (const { hash, takeOver } of claims) {
    const row = pointer(claimRow(hash), stored.request.id);
    if (takeOver === null) rows.createEntity(row);
    else rows.updateEntity(row, 'Replace', { etag: takeOver });
  }
  const all = [...stored.holdings.claims, ...claims.map(({ hash }) => hash)];
  const next = {
    request: withProgress(stored.request, change, now),
    holdings: { ...stored.holdings, claims: all },
  };
  return requests.replace(stored, next, rows);
}

async function standingOf(
  table: RegisterTable,
  requests: StoredRequests,
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
    if (row && (await isOpen(requests, row.requestId))) return 'held';
    standing.push({ hash, takeOver: row?.etag ?? null });
  }
  return standing;
}

function giveBack(
  requests: StoredRequests,
  requestId: RequestId,
  keep: ReadonlySet<string>,
): Promise<void> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const { claims } = stored.holdings;
    const surplus = claims.filter((hash) => !keep.has(hash)).slice(0, mostOperations - 1);
    if (surplus.length === 0) return;
    const gone = new Set(surplus);
    const rows = new TableTransaction();
    for (const hash of surplus) rows.deleteEntity(registerPartition, claimRow(hash));
    const holdings = { ...stored.holdings, claims: claims.filter((hash) => !gone.has(hash)) };
    await requests.replace(stored, { holdings }, rows);
    return 'disturbed' as const;
  });
}
