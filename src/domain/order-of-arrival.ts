// Requests of one person are carried out in the order in which they were accepted. A request claims what it names and what it finds
// (src/domain/claim.ts). Two open requests with the same claim are put in order by the rules of this file.
//
// The rules never make requests wait for each other in a circle. A request is either waiting or has begun. A request that has begun stays
// so until it ends. A request comes after another one only in three cases:
//
//   1. it is waiting, and the other one was accepted earlier;
//   2. it is waiting, and the other one has begun;
//   3. it has begun and stands still, and the other one passed it: the other one began later than it did.
//
// When a request begins, it comes after no other request: each request before it has ended, or was passed by it. Now go from a request to
// one that it comes after, then on in the same way. Between waiting requests, each step leads to one that was accepted earlier (case 1). A
// step may lead to a request that has begun (case 2). From there, each step leads to a request that began later (case 3), and no step leads
// back to a waiting request. So no path is a circle. Every path ends at a request that may go on. An erasure that waits for a search waits
// for an earlier request that has not begun, which is case 1.
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
 * @returns `clash` when both have begun: `one` must not touch what they share, and must not wait for `other` either
 */
export function placeOf(
  one: Pick<Arrival, 'id' | 'begun'>,
  other: Pick<Arrival, 'id' | 'begun'>,
): 'before' | 'after' | 'clash' {
  if (one.begun) return other.begun ? 'clash' : 'before';
  return other.begun || other.id < one.id ? 'after' : 'before';
}

/** May a request begin although it comes after this one? Then the order changes: the one that stands still comes after it. */
export function mayPass(one: Pick<Arrival, 'type'>, ahead: Pick<Arrival, 'state'>): boolean {
  return onlyReads(one.type) && standsStill(ahead.state);
}

/** The other open requests with a claim that a request joins. */
export interface Met {
  /** The request comes after these. */
  readonly after: readonly RequestId[];
  /** The request must read these first: they come after it, unless they have begun. */
  readonly undecided: readonly RequestId[];
}

/** Sorts the open requests with a claim, by their ids alone. */
export function meet(self: Pick<Arrival, 'id' | 'begun'>, others: readonly RequestId[]): Met {
  const isAhead = (id: RequestId) => !self.begun && id < self.id;
  return {
    after: others.filter(isAhead),
    undecided: others.filter((id) => !isAhead(id)),
  };
}

/**
 * Until when an erasure waits for earlier requests that are still searching; null for other requests, because they never wait for a search.
 * @param orderWaitSeconds `policy.orderWait`
 * @returns milliseconds of Unix time
 */
export function searchesAwaitedUntil(
  { type, receivedAt }: { readonly type: RequestType; readonly receivedAt: string },
  orderWaitSeconds: number,
): number | null {
  return onlyReads(type) ? null : Date.parse(receivedAt) + orderWaitSeconds * 1000;
}
