import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { Ending } from '../../ports/register-writes.ts';
import { dropClaims, leaveClaims, readClaims } from './claim-rows.ts';
import { indexRows } from './index-rows.ts';
import { envelopeRow } from './envelope-rows.ts';
import type { RegisterParts } from './register-parts.ts';
import { factsOfEnd } from '../../journal/facts-of.ts';
import { grow } from './stored-journal.ts';
import { mustRead, type StoredRequest, type StoredRequests } from './stored-requests.ts';
import {
  closeRow,
  deliverRow,
  forgetRow,
  keyRow,
  likenessRow,
  searchingRow,
  packageRow,
  pointer,
  registerPartition,
  watchListRow,
  watchRow,
} from './rows.ts';
import { mostOperations, untilUndisturbed } from './transaction.ts';

/** Rows besides the claims and the rows for lists: request, searching, likeness, key or closing date, end of idempotency keys, delivery, package, watch and its list, facts. */
const operationsBesideClaims = 10;

/**
 * Ends the request in one transaction. A request that has ended is not changed. Claims that do not fit into the transaction stay, as rows
 * of a request that has ended. A request that joins them later ignores the ended request.
 */
export function endIn(
  parts: Pick<RegisterParts, 'table' | 'requests'>,
  requestId: RequestId,
  { watchList, run, dossier, ...ending }: Ending,
): Promise<RegisteredRequest> {
  const { requests } = parts;
  return untilUndisturbed(async () => {
    const known = await requests.recall(requestId);
    // Another process may have begun the next run since this process read the request.
    const stored = known.request.run === run ? known : await mustRead(requests, requestId);
    const { request, holdings } = stored;
    if (isTerminal(request.state) || request.run !== run) return request;
    const { request: grown, journal } = grow(stored, factsOfEnd(request, ending));
    const ended = {
      ...grown,
      watchAt: ending.watchAt,
      dossier: dossier ?? request.dossier,
    };
    const free = { claims: [], after: [], undecided: [], searching: false };
    const next = { request: ended, journal, holdings: { ...holdings, ...free } };
    const change = new TableTransaction();
    addEnd(change, stored, { watchList, run, ...ending });
    await addFreedClaims(change, parts, stored, stored.indexed.length + indexRows(ended).length);
    return (await requests.replace(stored, next, change)) ? ended : 'disturbed';
  });
}

/** The rows that are written and deleted when a request ends. */
function addEnd(
  change: TableTransaction,
  { request, holdings }: StoredRequest,
  { finishedAt, closeAt, watchAt, watchList }: Ending,
): void {
  const { id } = request;
  if (holdings.searching) change.deleteEntity(registerPartition, searchingRow(id));
  if (holdings.holdsLikeness)
    change.deleteEntity(registerPartition, likenessRow(holdings.likenessHash));
  if (closeAt === null) change.upsertEntity(pointer(keyRow(id, 'dossier'), id), 'Replace');
  else change.upsertEntity(pointer(closeRow(closeAt, id), id), 'Replace');
  change.upsertEntity(pointer(forgetRow(finishedAt, id), id), 'Replace');
  change.upsertEntity(pointer(deliverRow(id), id), 'Replace');
  if (watchList !== null)
    change.upsertEntity(envelopeRow(watchListRow(id), id, watchList), 'Replace');
  // An earlier end may have left a watch list, and nothing is watched any more.
  else if (watchAt === null && request.run > 1)
    change.upsertEntity(pointer(watchListRow(id), id), 'Replace');
  if (watchAt !== null) change.upsertEntity(pointer(watchRow(watchAt, id), id), 'Replace');
  if (request.type !== 'erasure')
    change.upsertEntity(pointer(packageRow(finishedAt, id), id), 'Replace');
}

async function addFreedClaims(
  change: TableTransaction,
  { table, requests }: Pick<RegisterParts, 'table' | 'requests'>,
  { request, holdings }: StoredRequest,
  listed: number,
): Promise<void> {
  const most = mostOperations - operationsBesideClaims - listed;
  const hashes = holdings.claims.slice(0, most);
  if (!holdings.shared) {
    dropClaims(change, hashes);
    return;
  }
  const rows = await readClaims(table, hashes);
  const open = await openAmong(
    requests,
    request.id,
    new Set(rows.flatMap((row) => row.requestIds)),
  );
  leaveClaims(change, request.id, rows, open);
}

/** Later requests wait for this one, so they are open. Earlier ones have mostly ended. */
async function openAmong(
  requests: StoredRequests,
  selfId: RequestId,
  others: ReadonlySet<RequestId>,
): Promise<(id: RequestId) => boolean> {
  const ended = new Set<RequestId>();
  for (const id of others) if (id < selfId && !(await requests.readOpen(id))) ended.add(id);
  return (id) => !ended.has(id);
}
