import { mayPass, placeOf, type Turn } from '../../domain/order-of-arrival.ts';
import { isTerminal, type RequestId } from '../../domain/request.ts';
import { joinIn } from './join.ts';
import type { RegisterParts } from './register-parts.ts';
import type { Holdings } from './request-entity.ts';
import type { StoredRequest, StoredRequests } from './stored-requests.ts';
import { untilUndisturbed } from './transaction.ts';

/**
 * Claims what a request has found while it goes on searching. Later requests that it meets by this, and that have not begun, come after
 * it from now on.
 */
export async function claimFoundIn(
  parts: RegisterParts,
  requestId: RequestId,
  hashes: readonly string[],
): Promise<void> {
  await joinIn(parts, requestId, hashes);
  const { requests } = parts;
  await untilUndisturbed(async () => {
    const stored = await requests.recall(requestId);
    const { undecided } = stored.holdings;
    if (undecided.length === 0 || isTerminal(stored.request.state)) return undefined;
    const known = await settle(requests, stored);
    if (known.undecided.length === undecided.length) return undefined;
    const holdings = { ...stored.holdings, ...known };
    return (await requests.replace(stored, { holdings })) ? undefined : 'disturbed';
  });
}

interface Asked {
  readonly turn: Turn;
  /** Requests that stand still and are passed when this one begins. */
  readonly passed: readonly StoredRequest[];
  /** What is known now of those it comes after. */
  readonly known: Pick<Holdings, 'after' | 'undecided'>;
}

const askedAtOnce = 20;

/** Asks whether a request may begin now; changes nothing of it. */
export async function turnIn(
  parts: RegisterParts,
  requestId: RequestId,
  orderWaitSeconds: number,
): Promise<Turn> {
  const stored = await parts.requests.readOpen(requestId);
  return stored ? (await askTurn(parts, stored, orderWaitSeconds)).turn : 'ready';
}

/**
 * Asks whether a request may begin now. The answer holds for as long as its row does not change: whoever makes it come after another
 * request, writes that into its row.
 */
export async function askTurn(
  { requests, awaitsSearch }: Pick<RegisterParts, 'requests' | 'awaitsSearch'>,
  stored: StoredRequest,
  orderWaitSeconds: number,
): Promise<Asked> {
  const known = await settle(requests, stored);
  const passed = await thoseToPass(requests, stored, known.after);
  // With another one that has begun, a request that has begun itself can settle nothing.
  if (passed === null || known.undecided.length > 0)
    return { turn: 'earlier-request', passed: [], known };
  const { begun } = stored.holdings;
  const waits = !begun && (await awaitsSearch(stored.request, orderWaitSeconds));
  return { turn: waits ? 'earlier-search' : 'ready', passed, known };
}

/** Finds out which of the undecided requests come first; the others come after this one from now on. */
export async function settle(
  requests: StoredRequests,
  stored: StoredRequest,
): Promise<Pick<Holdings, 'after' | 'undecided'>> {
  const after = [...stored.holdings.after];
  const undecided: RequestId[] = [];
  const open = stored.holdings.undecided;
  for (let from = 0; from < open.length; from += askedAtOnce) {
    const some = open.slice(from, from + askedAtOnce);
    const places = await Promise.all(some.map((id) => placeBeside(requests, stored, id)));
    after.push(...some.filter((_, index) => places[index] === 'after'));
    undecided.push(...some.filter((_, index) => places[index] === 'clash'));
  }
  return { after, undecided };
}

function placeBeside(
  requests: StoredRequests,
  stored: StoredRequest,
  otherId: RequestId,
): Promise<ReturnType<typeof placeOf>> {
  const { id } = stored.request;
  return untilUndisturbed(async () => {
    const other = await requests.readOpen(otherId);
    if (!other) return 'before';
    const { begun, after } = other.holdings;
    const place = placeOf({ id, begun: stored.holdings.begun }, { id: otherId, begun });
    if (place !== 'before' || after.includes(id)) return place;
    // The other one begins by replacing this row under its ETag, so it cannot begin without seeing this.
    const holdings = { ...other.holdings, after: [...after, id] };
    return (await requests.replace(other, { holdings })) ? place : 'disturbed';
  });
}

/** Those among the requests before this one that it may pass; null when it may not pass one of them. */
async function thoseToPass(
  requests: StoredRequests,
  stored: StoredRequest,
  after: readonly RequestId[],
): Promise<StoredRequest[] | null> {
  const passed: StoredRequest[] = [];
  // The latest is the one that most likely still runs.
  for (const id of [...after].sort().reverse()) {
    const ahead = await requests.readOpen(id);
    if (!ahead) continue;
    if (stored.holdings.begun || !mayPass(stored.request, ahead.request)) return null;
    passed.push(ahead);
  }
  return passed;
}
