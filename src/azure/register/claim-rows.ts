import type { TableTransaction } from '@azure/data-tables';
import { meet, type Met } from '../../domain/order-of-arrival.ts';
import { requestIdOf, type RequestId } from '../../domain/request.ts';
import { chunkedText, textOfChunks } from './chunked-text.ts';
import type { Holdings } from './request-entity.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { claimRow, registerPartition, requestRow, type Pointer } from './rows.ts';

/** A claim as the table holds it. */
export interface ClaimRow {
  readonly hash: string;
  /** The requests with this claim, in the order in which they joined it. */
  readonly requestIds: readonly RequestId[];
  /** Null when there is no such row. */
  readonly etag: string | null;
}

/** The rows when no other request has the same claims. This is the usual case. */
export function unclaimed(hashes: readonly string[]): ClaimRow[] {
  return hashes.map((hash) => ({ hash, requestIds: [], etag: null }));
}

const readAtOnce = 20;

export async function readClaims(
  table: RegisterTable,
  hashes: readonly string[],
): Promise<ClaimRow[]> {
  const rows: ClaimRow[] = [];
  for (let from = 0; from < hashes.length; from += readAtOnce) {
    const some = hashes.slice(from, from + readAtOnce);
    rows.push(...(await Promise.all(some.map((hash) => readClaim(table, hash)))));
  }
  return rows;
}

async function readClaim(table: RegisterTable, hash: string): Promise<ClaimRow> {
  const row = await table((client) =>
    rowOrNone(() => client.getEntity<Partial<Pointer>>(registerPartition, claimRow(hash))),
  );
  if (!row) return { hash, requestIds: [], etag: null };
  const ids = textOfChunks('requestIds', row).split(',').filter(Boolean).map(requestIdOf);
  // In rows of the previous version, one request held a claim.
  const requestIds = ids.length === 0 && row.requestId !== undefined ? [row.requestId] : ids;
  return { hash, requestIds, etag: row.etag };
}

function writeClaim(
  change: TableTransaction,
  { hash, etag }: ClaimRow,
  requestIds: readonly RequestId[],
): void {
  const row = { partitionKey: registerPartition, rowKey: claimRow(hash) };
  const content = { ...row, ...chunkedText('requestIds', requestIds.join(',')) };
  if (etag === null) change.createEntity(content);
  else change.updateEntity(content, 'Replace', { etag });
}

/** The changes in a request that joins claims. */
export type Joined = Met & Pick<Holdings, 'claims' | 'shared'>;

/**
 * Adds a request to claims. When a claim had only one other request, the same transaction also changes the row of that request. So the end
 * of that request, which would delete the claim, fails and is tried again (`leaveClaims`). One operation for each claim, and one more for
 * each such request.
 */
export function joinClaims(
  change: TableTransaction,
  self: { readonly id: RequestId; readonly begun: boolean },
  rows: readonly ClaimRow[],
): Joined {
  const alone = new Set<RequestId>();
  const others = new Set<RequestId>();
  for (const row of rows) {
    writeClaim(change, row, [...row.requestIds, self.id]);
    const [first] = row.requestIds;
    if (first !== undefined && row.requestIds.length === 1) alone.add(first);
    for (const id of row.requestIds) others.add(id);
  }
  for (const id of alone) {
    const told = { partitionKey: registerPartition, rowKey: requestRow(id), shared: true };
    change.updateEntity(told, 'Merge');
  }
  return {
    ...meet(self, [...others]),
    claims: rows.map(({ hash }) => hash),
    shared: others.size > 0,
  };
}

/** Removes a request from claims that no other request has joined. */
export function dropClaims(change: TableTransaction, hashes: readonly string[]): void {
  for (const hash of hashes) change.deleteEntity(registerPartition, claimRow(hash));
}

/**
 * Removes a request from claims that other requests may have joined.
 * @param isOpen whether another request is still open
 */
export function leaveClaims(
  change: TableTransaction,
  selfId: RequestId,
  rows: readonly ClaimRow[],
  isOpen: (requestId: RequestId) => boolean,
): void {
  for (const row of rows) {
    if (!row.requestIds.includes(selfId)) continue;
    // A delete has no ETag here, and needs none: a request that joins a claim with only one request changes the row of that request.
    if (row.requestIds.length === 1) dropClaims(change, [row.hash]);
    else
      writeClaim(
        change,
        row,
        row.requestIds.filter((id) => id !== selfId && isOpen(id)),
      );
  }
}
