import {
  mayPass,
  placeOf,
  searchesAwaitedUntil,
  type Turn,
} from '../../src/domain/order-of-arrival.ts';
import { isTerminal, type RegisteredRequest, type RequestId } from '../../src/domain/request.ts';

/** The place of a request in the order, as the register in memory stores it. */
export interface Place {
  request: RegisteredRequest;
  readonly claims: Set<string>;
  /** Requests that this one comes after. */
  readonly after: Set<RequestId>;
  begun: boolean;
  searching: boolean;
}

const isOpen = ({ request }: Place): boolean => !isTerminal(request.state);

const arrival = ({ request, begun }: Place) => ({ ...request, begun });

/** Lets a request join claims, and sorts it with the other requests that have the same claims. */
export function join(self: Place, hashes: readonly string[], all: readonly Place[]): void {
  for (const hash of hashes) {
    if (self.claims.has(hash)) continue;
    self.claims.add(hash);
    for (const other of all.filter((one) => one !== self && isOpen(one) && one.claims.has(hash))) {
      const place = placeOf(arrival(self), arrival(other));
      if (place === 'before') other.after.add(self.request.id);
      else self.after.add(other.request.id);
    }
  }
}

/** The requests that still come before it. */
function ahead(self: Place, all: readonly Place[]): Place[] {
  return all.filter((one) => isOpen(one) && self.after.has(one.request.id));
}

export function turnOf(
  self: Place,
  all: readonly Place[],
  orderWaitSeconds: number,
  now: Date,
): Turn {
  const { request, begun } = self;
  if (!isOpen(self)) return 'ready';
  if (ahead(self, all).some((one) => begun || !mayPass(request, one.request)))
    return 'earlier-request';
  const until = searchesAwaitedUntil(request, orderWaitSeconds);
  if (begun || until === null || now.getTime() >= until) return 'ready';
  const isSearching = all.some(
    (one) => isOpen(one) && one.searching && one.request.id < request.id,
  );
  return isSearching ? 'earlier-search' : 'ready';
}

/** Lets a request begin; those that it passes come after it from now on. */
export function begin(self: Place, all: readonly Place[]): void {
  for (const passed of ahead(self, all)) passed.after.add(self.request.id);
  self.after.clear();
  self.begun = true;
}
