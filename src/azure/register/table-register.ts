import { isDeepStrictEqual } from 'node:util';
import { TableTransaction } from '@azure/data-tables';
import { LRUCache } from 'lru-cache';
import type { NewFact } from '../../domain/fact.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Register } from '../../ports/register.ts';
import { factOfDelivery, factOfMove, factOfVerdict } from '../../journal/facts-of.ts';
import { readEnvelope } from './envelope-rows.ts';
import { acceptIn, spentBefore } from './accept.ts';
import { adoptIn, listEarlierIn } from './adopt.ts';
import { gatherChanges } from './gathered-changes.ts';
import { claimIn } from './claim.ts';
import { claimantsIn } from './claimants.ts';
import { isListed } from './index-rows.ts';
import { watchSearches } from './awaits-search.ts';
import { oneAtATime } from './one-at-a-time.ts';
import type { RegisterParts } from './register-parts.ts';
import { shareReads } from './shared-reads.ts';
import { claimFoundIn, turnIn } from './turn.ts';
import { createTally } from './tally.ts';
import { openIntents } from './intents.ts';
import { endIn } from './end.ts';
import { reopenIn } from './reopen.ts';
import { waitingCountIn } from './waiting-count.ts';
import { listIn, requestsPointedAt } from './list.ts';
import {
  mustRead,
  openRequests,
  type StoredRequest,
  type StoredRequests,
} from './stored-requests.ts';
import { brakePrefix, deadLetterRow, remindPrefix, unheardPrefix, watchListRow } from './rows.ts';
import { markDelivery } from './mark-delivery.ts';
import { after, type RegisterTable } from './register-table.ts';
import { untilUndisturbed } from './transaction.ts';
import {
  closeIn,
  forgetIdempotencyKeysIn,
  packageDeletedIn,
  packagesBeforeIn,
  removeRow,
} from './upkeep.ts';
import { unstartedIn } from './unstarted.ts';
import { factsUntil, readJournal } from './read-journal.ts';
import { grow } from './stored-journal.ts';
import { watchedIn } from './watched.ts';

type Change = Parameters<Register['update']>[1];
type Decide = Parameters<Register['change']>[1];

/** Has the request ended, and is its newest end the one with this number? */
function isEndOf({ state, endings }: RegisteredRequest, ending: number): boolean {
  return isTerminal(state) && endings === ending;
}

function update(
  requests: StoredRequests,
  requestId: RequestId,
  { state, delivery, ending, facts = [] }: Change,
  now: Date,
): Promise<RegisteredRequest> {
  const at = now.toISOString();
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const moved = grow(stored, state ? [...facts, factOfMove(state, at)] : facts);
    const isCurrent = delivery && (ending === undefined || isEndOf(stored.request, ending));
    const next = grow(moved, isCurrent ? [factOfDelivery(delivery, at)] : []);
    const rows = new TableTransaction();
    markDelivery(rows, stored.request, next.request);
    return (await requests.replace(stored, next, rows)) ? next.request : 'disturbed';
  });
}

function change(
  requests: StoredRequests,
  requestId: RequestId,
  decide: Decide,
): Promise<RegisteredRequest> {
  return untilUndisturbed(async () => {
    const { stored, change } = await decided(requests, requestId, decide);
    if (change === null) return stored.request;
    const grown = grow(stored, change.facts);
    const hasSameGates = isDeepStrictEqual(change.gates, stored.request.gates);
    const request = hasSameGates ? grown.request : { ...grown.request, gates: change.gates };
    return (await requests.replace(stored, { ...grown, request })) ? request : 'disturbed';
  });
}

/**
 * The row in the memory of this process may be old. A change that starts from an old row fails. But a refusal must be decided on the
 * current row.
 */
async function decided(requests: StoredRequests, requestId: RequestId, decide: Decide) {
  const answerTo = (stored: StoredRequest) => ({
    stored,
    change: isTerminal(stored.request.state) ? null : decide(stored.request),
  });
  const known = await requests.recall(requestId);
  try {
    return answerTo(known);
  } catch {
    return answerTo(await mustRead(requests, requestId));
  }
}

function append(
  { table, requests }: Pick<RegisterParts, 'table' | 'requests'>,
  requestId: RequestId,
  facts: readonly NewFact[],
  unless?: (facts: readonly NewFact[]) => boolean,
): Promise<void> {
  return untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    // A fact that another process adds now changes the row, so the write below fails.
    if (unless?.((await factsUntil(table, stored)).facts)) return undefined;
    return (await requests.replace(stored, grow(stored, facts))) ? undefined : 'disturbed';
  });
}

/** After so many facts that one process added without reading the row, it writes the whole row, because a row can have only 252 properties. */
const mostLoose = 30;

/** Adds facts to requests, mostly without reading their rows. Facts by which lists find a request are written with the rows for lists. */
function openAdding(parts: Pick<RegisterParts, 'table' | 'requests'>) {
  const added = new LRUCache<RequestId, number>({ max: 2_000 });
  return async (requestId: RequestId, facts: readonly NewFact[]): Promise<void> => {
    const count = (added.get(requestId) ?? 0) + 1;
    added.set(requestId, count);
    if (count % mostLoose === 0 || facts.some(isListed)) await append(parts, requestId, facts);
    else await parts.requests.add(requestId, facts);
  };
}

/** Runs work once in this process; later calls do nothing. */
function once(work: () => Promise<number>): () => Promise<number> {
  let isDone = false;
  return async () => {
    const count = isDone ? 0 : await work();
    isDone = true;
    return count;
  };
}

/** The register in Table storage. Every method throws `StorageAway` when storage does not answer. */
export function createTableRegister(table: RegisterTable, now: Clock): Register {
  const commit = gatherChanges(table);
  const requests = openRequests(table, commit);
  const intents = openIntents(table, requests, commit);
  const awaitsSearch = watchSearches(table, now);
  const parts: RegisterParts = {
    table,
    commit,
    requests,
    awaitsSearch,
    oneAtATime: oneAtATime(),
    now,
  };
  const add = openAdding(parts);
  const tally = createTally(table);
  const listEarlier = once(() => listEarlierIn(parts));
  const sharePages = shareReads<Awaited<ReturnType<Register['list']>>>();
  return {
    accept: (acceptance) => acceptIn(parts, acceptance),
    answeredBefore: (idempotency) => spentBefore(table, idempotency),
    get: async (requestId) => (await requests.read(requestId))?.request ?? null,
    async ended(requestId) {
      const { request } = await requests.recall(requestId);
      if (isTerminal(request.state)) return request;
      const current = await requests.read(requestId);
      return current && isTerminal(current.request.state) ? current.request : null;
    },
    list: (filter) => sharePages(JSON.stringify(filter), () => listIn(parts, filter)),
    tally,
    waitingCount: (system) => waitingCountIn(table, system),
    update: (requestId, progress) => update(requests, requestId, progress, now()),
    change: (requestId, decide) => change(requests, requestId, decide),

    recordSystem: (requestId, system, before = []) =>
      add(requestId, [...before, factOfVerdict(system)]),
    appendUnlisted: (requestId, facts) => add(requestId, facts),
    append: (requestId, facts, unless) => append(parts, requestId, facts, unless),
    journal: (requestId, settled) => readJournal(table, requests, requestId, settled),
    claimFound: (requestId, hashes) => claimFoundIn(parts, requestId, hashes),
    claim: (requestId, hashes, plan, orderWaitSeconds, facts = []) =>
      claimIn(parts, { requestId, hashes, plan, orderWaitSeconds, facts }),
    claimants: (hashes) => claimantsIn(parts, hashes),
    turnOf: (requestId, orderWaitSeconds) => turnIn(parts, requestId, orderWaitSeconds),
    writeIntent: (...intent) => intents.write(...intent),
    markIntent: (...state) => intents.mark(...state),
    intentsOf: (requestId) => intents.of(requestId),

    end: (requestId, ending) => endIn(parts, requestId, ending),
    reopen: (requestId, decide) => reopenIn(parts, requestId, decide),
    open: () => requestsPointedAt(table, requests, 'due-', after('due-')),
    unstarted: (since) => unstartedIn(table, since),
    unheard: () => requestsPointedAt(table, requests, unheardPrefix, after(unheardPrefix)),
    undelivered: () => requestsPointedAt(table, requests, 'deliver-', after('deliver-')),
    deadLettered: () => requestsPointedAt(table, requests, 'dead-', after('dead-')),
    forgetDeadLetter: (requestId) => removeRow(commit, deadLetterRow(requestId)),
    closable: (at) => requestsPointedAt(table, requests, 'close-', `close-${at}`),
    close: (requestId) => closeIn(requests, requestId, now()),
    braked: () => requestsPointedAt(table, requests, brakePrefix, after(brakePrefix)),
    remindersDue: (at, since) =>
      requestsPointedAt(table, requests, `${remindPrefix}${since}`, `${remindPrefix}${at}`),
    watchesDue: (at) => requestsPointedAt(table, requests, 'watch-', `watch-${at}`),
    watchList: (requestId) => readEnvelope(table, watchListRow(requestId)),
    watched: (requestId, change) => watchedIn(requests, requestId, change, now()),
    packagesBefore: (finishedBefore) => packagesBeforeIn(table, finishedBefore),
    packageDeleted: (requestId) => packageDeletedIn(commit, requests, requestId),
    adopt: async () => (await adoptIn(parts)) + (await listEarlier()),
    forgetIdempotencyKeys: (at) => forgetIdempotencyKeysIn(table, commit, at),
  };
}
