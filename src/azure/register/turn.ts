import { mayPass, placeOf, type Turn } from '../../domain/order-of-arrival.ts';
import { isTerminal, type RequestId } from '../../domain/request.ts';
import { joinIn } from './join.ts';
import type { RegisterParts } from './register-parts.ts';
import type { Holdings } from './request-entity.ts';
import type { StoredRequest, StoredRequests } from './stored-requests.ts';
import { untilUndisturbed } from './transaction.ts';

/**
 * Claims the records that a request has found so far, while its search continues. Later requests with the same claims that have not begun
 * wait for it from now on.
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
    const known = await decideOrder(requests, stored);
    if (known.undecided.length === undecided.length) return undefined;
    const holdings = { ...stored.holdings, ...known };
    return (await requests.replace(stored, { holdings })) ? undefined : 'disturbed';
  });
}

interface Asked {
  readonly turn: Turn;
  /** Requests at a gate or on hold that this request passes. When this request begins, they wait for it. */
  readonly passed: readonly StoredRequest[];
  /** The current rows of the requests for which it waits. */
  readonly known: Pick<Holdings, 'after' | 'undecided'>;
}

const askedAtOnce = 20;

/** Asks whether a request may begin now. Does not change the request. */
export async function turnIn(
  parts: RegisterParts,
  requestId: RequestId,
  orderWaitSeconds: number,
): Promise<Turn> {
  const stored = await parts.requests.readOpen(requestId);
  return stored ? (await askTurn(parts, stored, orderWaitSeconds)).turn : 'ready';
}

/**
 * Asks whether a request may begin now. The answer stays true until the row of this request changes, because a request that must go first
 * writes that into this row.
 */
export async function askTurn(
  { requests, awaitsSearch }: Pick<RegisterParts, 'requests' | 'awaitsSearch'>,
  stored: StoredRequest,
  orderWaitSeconds: number,
): Promise<Asked> {
  const known = await decideOrder(requests, stored);
  const passed = await thoseToPass(requests, stored, known.after);
  // Both requests have begun, so their order cannot be changed.
  if (passed === null || known.undecided.length > 0)
    return { turn: 'earlier-request', passed: [], known };
  const { begun } = stored.holdings;
  const waits = !begun && (await awaitsSearch(stored.request, orderWaitSeconds));
  return { turn: waits ? 'earlier-search' : 'ready', passed, known };
}

/** Decides which of the undecided requests go first. The others wait for this one from now on. */
export async function decideOrder(
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
    // To begin, the other request replaces this row and checks its ETag. So it cannot begin without reading this change.
    const holdings = { ...other.holdings, after: [...after, id] };
    return (await requests.replace(other, { holdings })) ? place : 'disturbed';
  });
}

/** The earlier requests at a gate that this one may pass; null when it must wait for one of them. */
async function thoseToPass(
  requests: StoredRequests,
  stored: StoredRequest,
  after: readonly RequestId[],
): Promise<StoredRequest[] | null> {
  const passed: StoredRequest[] = [];
  // The latest request is the one that most probably still runs.
  for (const id of [...after].sort().reverse()) {
    const ahead = await requests.readOpen(id);
    if (!ahead) continue;
    if (stored.holdings.begun || !mayPass(stored.request, ahead.request)) return null;
    passed.push(ahead);
  }
  return passed;
}
