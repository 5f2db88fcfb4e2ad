import { isDeepStrictEqual } from 'node:util';
import { TableTransaction } from '@azure/data-tables';
import { LRUCache } from 'lru-cache';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { fromRequestEntity, toRequestEntity, type Holdings } from './request-entity.ts';
import { registerPartition, requestRow } from './rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import type { Commit } from './transaction.ts';

export interface StoredRequest {
  readonly request: RegisteredRequest;
  readonly holdings: Holdings;
  readonly etag: string;
}

/**
 * The rows of requests. The last row that this process has seen is kept in memory for some minutes. A change may start from that row,
 * because every write checks the ETag: it fails when another process has changed the row. Nothing else may be concluded from the row in
 * memory, except that a request has ended: it stays ended.
 */
export interface StoredRequests {
  /** Reads the request from storage. */
  read(requestId: RequestId): Promise<StoredRequest | null>;
  /** The request as it was last seen, to start a change from it. Throws when there is no such request. */
  recall(requestId: RequestId): Promise<StoredRequest>;
  /** Reads the request from storage; null when it has ended or was never registered. */
  readOpen(requestId: RequestId): Promise<StoredRequest | null>;
  /**
   * Writes a request together with other rows, all or nothing. When nothing changes, it only checks that the row is still the one in
   * memory.
   * @param rest operations on other rows
   * @returns false when another writer has changed the request meanwhile
   */
  replace(
    stored: StoredRequest,
    next: Partial<Pick<StoredRequest, 'request' | 'holdings'>>,
    rest?: TableTransaction,
  ): Promise<boolean>;
  /** Creates the rows of a new request. Its own row is the first one. */
  create(stored: Omit<StoredRequest, 'etag'>, rest: TableTransaction): Promise<boolean>;
  /** Sets single properties of the row and keeps the others. */
  merge(requestId: RequestId, properties: Readonly<Record<string, string>>): Promise<void>;
  /** Removes the row from memory, because another method has changed it. */
  forget(requestId: RequestId): void;
}

const seenForMs = 10 * 60_000;

/** The request with a change and the time of the change. A request that has ended, or that would not change, is returned unchanged. */
export function withProgress(
  request: RegisteredRequest,
  change: Partial<RegisteredRequest>,
  now: Date,
): RegisteredRequest {
  const next = { ...request, ...change };
  return isTerminal(request.state) || isDeepStrictEqual(next, request)
    ? request
    : { ...next, updatedAt: now.toISOString() };
}

export function openRequests(table: RegisterTable, commit: Commit): StoredRequests {
  const seen = new LRUCache<RequestId, StoredRequest>({ max: 2_000, ttl: seenForMs });

  function keep(written: Omit<StoredRequest, 'etag'>, etag: string | undefined): void {
    const { id } = written.request;
    if (etag === undefined) seen.delete(id);
    else seen.set(id, { ...written, etag });
  }

  const requests: StoredRequests = {
    async read(requestId) {
      const entity = await table((client) =>
        rowOrNone(() => client.getEntity(registerPartition, requestRow(requestId))),
      );
      if (!entity) return null;
      const stored = { ...fromRequestEntity(entity), etag: entity.etag };
      seen.set(requestId, stored);
      return stored;
    },
    recall: async (requestId) => seen.get(requestId) ?? (await mustRead(requests, requestId)),
    async readOpen(requestId) {
      const known = seen.get(requestId);
      const stored =
        known && isTerminal(known.request.state) ? known : await requests.read(requestId);
      return stored && !isTerminal(stored.request.state) ? stored : null;
    },
    async replace(stored, next, rest = new TableTransaction()) {
      const { request, holdings, etag } = { ...stored, ...next };
      // For example, the answer to the same write was lost.
      if (rest.actions.length === 0 && isDeepStrictEqual({ request, holdings, etag }, stored))
        return (await requests.read(request.id))?.etag === etag;
      const change = new TableTransaction([...rest.actions]);
      addReplacing(change, { request, holdings, etag });
      const etags = await commit(change.actions);
      keep({ request, holdings }, etags?.at(-1));
      return etags !== null;
    },
    async create({ request, holdings }, rest) {
      const change = new TableTransaction();
      change.createEntity(toRequestEntity(request, holdings));
      change.actions.push(...rest.actions);
      const etags = await commit(change.actions);
      if (etags !== null) keep({ request, holdings }, etags[0]);
      return etags !== null;
    },
    async merge(requestId, properties) {
      const row = { partitionKey: registerPartition, rowKey: requestRow(requestId), ...properties };
      const etags = await commit([['update', row, 'Merge']]);
      requests.forget(requestId);
      if (etags === null) throw new Error('The register does not know this request.');
    },
    forget: (requestId) => void seen.delete(requestId),
  };
  return requests;
}

/** @throws Error when there is no such request */
export async function mustRead(
  requests: StoredRequests,
  requestId: RequestId,
): Promise<StoredRequest> {
  const stored = await requests.read(requestId);
  if (!stored) throw new Error('The register does not know this request.');
  return stored;
}

/** Replaces the row of a request. It fails when another writer has changed the row meanwhile. */
export function addReplacing(
  change: TableTransaction,
  { request, holdings, etag }: StoredRequest,
): void {
  change.updateEntity(toRequestEntity(request, holdings), 'Replace', { etag });
}
