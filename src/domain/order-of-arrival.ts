// Requests of one person are carried out in the order in which they were accepted. A request claims what it names and what it finds
// (src/domain/claim.ts). Two open requests with the same claim are put in order by the rules of this file.
//
// The rules never make requests wait for each other in a circle. A request is either waiting or has begun, and what has begun stays so
// until it ends. A request comes after another one only in three cases:
//
//   1. it is waiting, and the other one was accepted earlier;
//   2. it is waiting, and the other one has begun;
//   3. it has begun and stands still, and the other one passed it: the other one began later than it did.
//
// When a request begins it comes after nobody: those before it have ended, or it passed them. So follow the requests from one to the
// one it comes after: among waiting ones the time of acceptance falls, by 2 the path goes on to one that has begun, and among those the
// time at which they began rises. No way leads back. Every path has an end, and the request at its end may go on. An erasure that
// waits for a search waits for an earlier request that has not begun, which is case 1.
import type { RequestId, RequestState, RequestType } from './request.ts';

/** What the order depends on. Ids of requests are ULIDs: they sort by the time of acceptance. */
export interface Arrival {
  readonly id: RequestId;
  readonly type: RequestType;
  readonly state: RequestState;
  /** Its plan was written, and it passed every gate. */
  readonly begun: boolean;
}

/**
 * May a request begin, and if not, what is it waiting for?
 *
 * - `earlier-request`: another request of the same person comes first
 * - `earlier-search`: an earlier request to read is still searching, and may turn out to be the same person's
 */
export type Turn = 'ready' | 'earlier-request' | 'earlier-search';

const standingStates: ReadonlySet<RequestState> = new Set([
  'awaiting-identity',
  'awaiting-approval',
  'cooling-off',
  'on-hold',
  'needs-decision',
] satisfies RequestState[]);

/** Does a request in this state wait for a person or a date? */
export function standsStill(state: RequestState): boolean {
  return standingStates.has(state);
}

/** Does a request of this type only read? */
export function onlyReads(type: RequestType): boolean {
  return type !== 'erasure';
}

/**
 * The place of one request relative to another open one with the same claim.
 * @returns `clash` when both have begun: the one that asks must not touch what they share, and must not wait for the other one either
 */
export function placeOf(
  one: Pick<Arrival, 'id' | 'begun'>,
  other: Pick<Arrival, 'id' | 'begun'>,
): 'before' | 'after' | 'clash' {
  if (one.begun) return other.begun ? 'clash' : 'before';
  return other.begun || other.id < one.id ? 'after' : 'before';
}

/** May a request begin although it comes after this one? The one that stands still then comes after it. */
export function mayPass(one: Pick<Arrival, 'type'>, ahead: Pick<Arrival, 'state'>): boolean {
  return onlyReads(one.type) && standsStill(ahead.state);
}

/** Whom a request meets on a claim that it joins. */
export interface Met {
  /** It comes after these. */
  readonly after: readonly RequestId[];
  /** It must look at these first: they come after it, unless they have begun. */
  readonly undecided: readonly RequestId[];
}

/** Sorts the open requests on a claim by what their ids alone tell. */
export function meet(self: Pick<Arrival, 'id' | 'begun'>, others: readonly RequestId[]): Met {
  const isAhead = (id: RequestId) => !self.begun && id < self.id;
  return {
    after: others.filter(isAhead),
    undecided: others.filter((id) => !isAhead(id)),
  };
}

/**
 * Until when an erasure waits for earlier requests that are still searching; null for other requests, which never do.
 * @param orderWaitSeconds `policy.orderWait`
 * @returns milliseconds of Unix time
 */
export function searchesAwaitedUntil(
  { type, receivedAt }: { readonly type: RequestType; readonly receivedAt: string },
  orderWaitSeconds: number,
): number | null {
  return onlyReads(type) ? null : Date.parse(receivedAt) + orderWaitSeconds * 1000;
}
