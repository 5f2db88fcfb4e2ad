import { isDeepStrictEqual } from 'node:util';
import { TableTransaction } from '@azure/data-tables';
import { LRUCache } from 'lru-cache';
import type { NewFact } from '../../domain/fact.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import { checkFact } from '../../journal/fact-schema.ts';
import { indexRows } from './index-rows.ts';
import {
  fromRequestEntity,
  requestIn,
  toRequestEntity,
  type Holdings,
  type RequestOfEntity,
} from './request-entity.ts';
import { pointer, registerPartition, requestRow } from './rows.ts';
import {
  chained,
  looseFacts,
  spill,
  type GrownRequest,
  type StoredJournal,
} from './stored-journal.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';
import { untilUndisturbed, type Commit } from './transaction.ts';

export interface StoredRequest extends RequestOfEntity {
  readonly etag: string;
}

/** A request after a change. Its row is computed from its facts, so both are given together. */
export type NextRequest = Partial<GrownRequest & { readonly holdings: Holdings }>;

/**
 * The rows of requests. The last row that this process has seen is kept in memory for some minutes. A change may start from that row,
 * because every write checks the ETag: it fails when another process has changed the row. A read is answered from memory only when the
 * request has ended and cannot be opened again. An ended request that can be retried is not kept in memory.
 */
export interface StoredRequests {
  /** Reads the request from storage. */
  read(requestId: RequestId): Promise<StoredRequest | null>;
  /** The request alone, for a list. Nothing is kept in memory. */
  readUncached(requestId: RequestId): Promise<RegisteredRequest | null>;
  /** The request as it was last seen, to start a change from it. Throws when there is no such request. */
  recall(requestId: RequestId): Promise<StoredRequest>;
  /** Reads the request from storage, after all its facts are chained there. */
  settled(requestId: RequestId): Promise<StoredRequest | null>;
  /** Reads the request from storage; null when it has ended or was never registered. */
  readOpen(requestId: RequestId): Promise<StoredRequest | null>;
  /**
   * Writes a request together with other rows, all or nothing. When nothing changes, it only checks that the row is still the one in
   * memory.
   * @param rest operations on other rows
   * @returns false when another writer has changed the request meanwhile
   */
  replace(stored: StoredRequest, next: NextRequest, rest?: TableTransaction): Promise<boolean>;
  /** Creates the rows of a new request. Its own row is the first one. */
  create(created: Required<NextRequest>, rest: TableTransaction): Promise<boolean>;
  /**
   * Adds facts to the row without reading it, so several processes can do this at the same time. Throws when there is no such request.
   * @param rest operations on other rows
   * @returns false when one of these operations could not be done
   */
  add(requestId: RequestId, facts: readonly NewFact[], rest?: TableTransaction): Promise<boolean>;
  /** Removes the row from memory, because another method has changed it. */
  forget(requestId: RequestId): void;
}

const seenForMs = 10 * 60_000;

export function openRequests(table: RegisterTable, commit: Commit): StoredRequests {
  const seen = new LRUCache<RequestId, StoredRequest>({ max: 2_000, ttl: seenForMs });

  function remember(stored: StoredRequest): void {
    const { id, state, closeAt } = stored.request;
    if (isTerminal(state) && closeAt !== null) seen.delete(id);
    else seen.set(id, stored);
  }

  function keep(written: Required<NextRequest>, etag: string | undefined): void {
    const { request } = written;
    if (etag === undefined) seen.delete(request.id);
    else remember({ ...written, indexed: indexRows(request), loose: false, etag });
  }

  const entityOf = (requestId: RequestId) =>
    table((client) => rowOrNone(() => client.getEntity(registerPartition, requestRow(requestId))));

  const requests: StoredRequests = {
    async read(requestId) {
      const entity = await entityOf(requestId);
      if (!entity) return null;
      const stored = { ...fromRequestEntity(entity), etag: entity.etag };
      remember(stored);
      return stored;
    },
    async readUncached(requestId) {
      const entity = await entityOf(requestId);
      return entity ? requestIn(entity) : null;
    },
    recall: async (requestId) => seen.get(requestId) ?? (await mustRead(requests, requestId)),
    settled: (requestId) =>
      untilUndisturbed(async () => {
        const stored = await requests.read(requestId);
        if (!stored?.loose) return stored;
        return (await requests.replace(stored, {})) ? requests.recall(requestId) : 'disturbed';
      }),
    async readOpen(requestId) {
      const known = seen.get(requestId);
      const stored =
        known && isTerminal(known.request.state) ? known : await requests.read(requestId);
      return stored && !isTerminal(stored.request.state) ? stored : null;
    },
    async replace(stored, next, rest = new TableTransaction()) {
      const { request, holdings, etag } = { ...stored, ...next };
      // For example, the answer to the same write was lost.
      if (
        rest.actions.length === 0 &&
        !stored.loose &&
        request === stored.request &&
        isDeepStrictEqual(holdings, stored.holdings)
      )
        return (await requests.read(request.id))?.etag === etag;
      const change = new TableTransaction([...rest.actions]);
      const left = addReplacing(change, stored, next);
      const etags = await commit(change.actions);
      keep({ request, holdings, journal: left }, etags?.at(-1));
      return etags !== null;
    },
    async create({ request, holdings, journal: grown }, rest) {
      const change = new TableTransaction();
      const journal = chained(grown);
      change.createEntity(toRequestEntity(request, holdings, journal));
      for (const rowKey of indexRows(request)) change.createEntity(pointer(rowKey, request.id));
      change.actions.push(...rest.actions);
      const etags = await commit(change.actions);
      if (etags !== null) keep({ request, holdings, journal }, etags[0]);
      return etags !== null;
    },
    async add(requestId, facts, rest = new TableTransaction()) {
      for (const fact of facts) checkFact(fact);
      const row = { partitionKey: registerPartition, rowKey: requestRow(requestId) };
      const change = new TableTransaction([...rest.actions]);
      change.updateEntity({ ...row, ...looseFacts(facts) }, 'Merge');
      const etags = await commit(change.actions);
      requests.forget(requestId);
      if (etags === null && rest.actions.length === 0)
        throw new Error('The register does not know this request.');
      return etags !== null;
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

/**
 * Replaces the row of a request. It fails when another writer has changed the row meanwhile. It is the last operation of the change.
 * @returns the journal that the new row holds
 */
export function addReplacing(
  change: TableTransaction,
  stored: StoredRequest,
  next: NextRequest,
): StoredJournal {
  const { request, holdings, journal, indexed, etag } = { ...stored, ...next };
  const left = spill(change, { request, journal }, isTerminal(stored.request.state));
  const wanted = indexRows(request);
  for (const rowKey of wanted)
    // An earlier version may have left the row.
    if (!indexed.includes(rowKey)) change.upsertEntity(pointer(rowKey, request.id), 'Replace');
  for (const rowKey of indexed)
    if (!wanted.includes(rowKey)) change.deleteEntity(registerPartition, rowKey);
  change.updateEntity(toRequestEntity(request, holdings, left), 'Replace', { etag });
  return left;
}
