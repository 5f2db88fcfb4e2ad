import { isDeepStrictEqual } from 'node:util';
import { TableTransaction } from '@azure/data-tables';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Register } from '../../ports/register.ts';
import { readNote } from './note-rows.ts';
import { acceptIn } from './accept.ts';
import { gatherChanges } from './gathered-changes.ts';
import { claimIn } from './claim.ts';
import { watchSearches } from './looking.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { RegisterParts } from './register-parts.ts';
import { newestLine } from './request-entity.ts';
import { shareReads } from './shared-reads.ts';
import { claimFoundIn, turnIn } from './turn.ts';
import { openDeeds } from './deeds.ts';
import { endIn } from './end.ts';
import { listIn, requestsPointedAt } from './list.ts';
import { openRequests, withProgress, type StoredRequests } from './stored-requests.ts';
import { deliverRow, registerPartition, watchNoteRow } from './rows.ts';
import { after, type RegisterTable } from './register-table.ts';
import { untilUndisturbed } from './transaction.ts';
import { closeIn, forgetIdempotencyKeysIn, packageDeletedIn, packagesBeforeIn } from './upkeep.ts';
import { watchedIn } from './watched.ts';

type Change = Parameters<Register['update']>[1];

function isOwed({ state, delivery }: RegisteredRequest): boolean {
  return isTerminal(state) && delivery.state === 'pending';
}

function update(
  requests: StoredRequests,
  requestId: RequestId,
  { state, delivery }: Change,
  now: Date,
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const progressed = withProgress(stored.request, state ? { state } : {}, now);
    const request = delivery ? delivered(progressed, delivery, now) : progressed;
    const rows = new TableTransaction();
    if (isOwed(stored.request) && !isOwed(request))
      rows.deleteEntity(registerPartition, deliverRow(requestId));
    return (await requests.replace(stored, { request }, rows)) ? request : 'disturbed';
  });
}

/** The state of the delivery also changes after the end of a request. */
function delivered(
  request: RegisteredRequest,
  delivery: RegisteredRequest['delivery'],
  now: Date,
): RegisteredRequest {
  return isDeepStrictEqual(delivery, request.delivery)
    ? request
    : { ...request, delivery, updatedAt: now.toISOString() };
}

/** The register in Table storage. Every method throws `StorageAway` when storage does not answer. */
export function createTableRegister(table: RegisterTable, now: Clock): Register {
  const commit = gatherChanges(table);
  const requests = openRequests(table, commit);
  const deeds = openDeeds(table, commit);
  const awaitsSearch = watchSearches(table, now);
  const parts: RegisterParts = {
    table,
    commit,
    requests,
    awaitsSearch,
    oneAtATime: oneAtATime(),
    now,
  };
  const sharePages = shareReads<Awaited<ReturnType<Register['list']>>>();
  return {
    accept: (acceptance) => acceptIn(parts, acceptance),
    get: async (requestId) => (await requests.read(requestId))?.request ?? null,
    async ended(requestId) {
      const { request } = await requests.recall(requestId);
      if (isTerminal(request.state)) return request;
      const current = await requests.read(requestId);
      return current && isTerminal(current.request.state) ? current.request : null;
    },
    list: (filter) => sharePages(JSON.stringify(filter), () => listIn(table, filter)),
    update: (requestId, change) => update(requests, requestId, change, now()),

    recordSystem: (requestId, system) => requests.merge(requestId, newestLine(system)),
    claimFound: (requestId, hashes) => claimFoundIn(parts, requestId, hashes),
    claim: (requestId, hashes, plan, orderWaitSeconds) =>
      claimIn(parts, { requestId, hashes, plan, orderWaitSeconds }),
    turnOf: (requestId, orderWaitSeconds) => turnIn(parts, requestId, orderWaitSeconds),
    begin: (...deed) => deeds.begin(...deed),
    noteDeed: (...note) => deeds.note(...note),
    deedsOf: (requestId) => deeds.of(requestId),

    end: (requestId, ending) => endIn(parts, requestId, ending),
    open: () => requestsPointedAt(table, requests, 'open-', after('open-')),
    undelivered: () => requestsPointedAt(table, requests, 'deliver-', after('deliver-')),
    closable: (at) => requestsPointedAt(table, requests, 'close-', `close-${at}`),
    close: (requestId) => closeIn(table, commit, requests, requestId),
    watchesDue: (at) => requestsPointedAt(table, requests, 'watch-', `watch-${at}`),
    watchNote: (requestId) => readNote(table, watchNoteRow(requestId)),
    watched: (requestId, change) => watchedIn(requests, requestId, change, now()),
    packagesBefore: (finishedBefore) => packagesBeforeIn(table, finishedBefore),
    packageDeleted: (requestId) => packageDeletedIn(commit, requests, requestId),
    forgetIdempotencyKeys: (at) => forgetIdempotencyKeysIn(table, commit, at),
  };
}
