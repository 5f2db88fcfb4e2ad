import type {
  CandidateView,
  CommentView,
  RequestPage,
  RequestRow,
  RequestView,
  Timeline,
} from '../../../doors/http/api-shapes.ts';
import type { UpkeepView } from '../../../doors/http/upkeep-shapes.ts';
import type {
  CallerView,
  DeliveryPage,
  OverviewView,
  PoisonView,
  SystemView,
} from '../../../doors/http/operator-shapes.ts';
import { apiQueryOf, type RequestFilter } from '../requests/request-filter.ts';
import { createCaller, type CallerOfApi } from './caller-of-api.ts';
import { serverNow } from './server-clock.ts';

export type SystemDeed = 'probe' | 'pause' | 'resume';

/** Calls Habeas' API. Every method throws `Problem`. */
export interface Api {
  /** Who calls, and with which roles. */
  caller(signal: AbortSignal): Promise<CallerView>;
  overview(signal: AbortSignal): Promise<OverviewView>;
  /** The first `count` requests that pass the filter; `continuation` means that there are more. */
  requests(filter: RequestFilter, count: number, signal: AbortSignal): Promise<RequestPage>;
  request(id: string, signal: AbortSignal): Promise<RequestView>;
  timeline(id: string, signal: AbortSignal): Promise<Timeline>;
  systems(signal: AbortSignal): Promise<readonly SystemView[]>;
  poison(signal: AbortSignal): Promise<PoisonView>;
  /** Sends a refused message again, or deletes it. */
  actOnMessage(id: string, deed: MessageDeed, body: object): Promise<null>;
  /** The final statuses that are not delivered. */
  deliveries(signal: AbortSignal): Promise<DeliveryPage>;
  redriveDelivery(id: string): Promise<null>;
  upkeep(signal: AbortSignal): Promise<UpkeepView>;
  /** Takes an action on a request; `actions` of the request names those that the caller may take now. */
  act(id: string, action: string, body: object): Promise<RequestView>;
  /** Takes an action on one system of a request. */
  actInSystem(place: SystemPlace, action: SystemAction, body: object): Promise<SystemActed>;
  /** The candidates of one system, masked. Every view is recorded. */
  candidates(place: SystemPlace, signal: AbortSignal): Promise<readonly CandidateView[]>;
  /** The comments on the decisions. The journal records that the caller viewed them. */
  comments(id: string, signal: AbortSignal): Promise<readonly CommentView[]>;
  /** An address from which the package can be downloaded once. */
  packageLink(id: string): Promise<{ readonly url: string }>;
  /** A file of an ended request. */
  file(id: string, name: 'report' | 'evidence', signal: AbortSignal): Promise<unknown>;
  /** Probes, pauses or resumes a system, and returns its state after that. */
  actOnSystem(id: string, deed: SystemDeed): Promise<SystemView>;
}

export type MessageDeed = 'redrive' | 'discard';

export type SystemAction = 'retry' | 'waive' | 'decide';

/** One system of one request. */
export interface SystemPlace {
  readonly id: string;
  readonly system: string;
}

/** The request after the action; `needed` says what a waiver still needs. */
export type SystemActed = RequestView & { readonly needed?: 'second-person' | null };

const largestPage = 200;

/**
 * @param base the API's address, ending in `/`
 * @param key sent as a header, never in an address
 */
export function createApi(base: string, key: string | null, fetch: typeof globalThis.fetch): Api {
  const { get, post } = createCaller(base, key, fetch);
  return {
    caller: (signal) => get('caller', signal),
    overview: (signal) => get('overview', signal),
    requests: (filter, count, signal) => pagesOf(get, filter, count, signal),
    request: (id, signal) => get(`requests/${encodeURIComponent(id)}`, signal),
    timeline: (id, signal) => get(`requests/${encodeURIComponent(id)}/timeline`, signal),
    systems: (signal) => get('systems', signal),
    poison: (signal) => get('poison-messages', signal),
    actOnMessage: (id, deed, body) =>
      post(`poison-messages/${encodeURIComponent(id)}/${deed}`, body),
    deliveries: (signal) => get('deliveries', signal),
    redriveDelivery: (id) => post(`deliveries/${encodeURIComponent(id)}/redrive`, {}),
    upkeep: (signal) => get('upkeep', signal),
    act: (id, action, body) => post(`requests/${encodeURIComponent(id)}/${action}`, body),
    actInSystem: (place, action, body) => post(`${pathOf(place)}/${action}`, body),
    candidates: (place, signal) => get(`${pathOf(place)}/candidates`, signal),
    comments: (id, signal) => get(`requests/${encodeURIComponent(id)}/comments`, signal),
    packageLink: (id) => post(`requests/${encodeURIComponent(id)}/package/link`, {}),
    file: (id, name, signal) => get(`requests/${encodeURIComponent(id)}/${name}`, signal),
    actOnSystem: (id, deed) => post(`systems/${encodeURIComponent(id)}/${deed}`, {}),
  };
}

function pathOf({ id, system }: SystemPlace): string {
  return `requests/${encodeURIComponent(id)}/systems/${encodeURIComponent(system)}`;
}

async function pagesOf(
  get: CallerOfApi['get'],
  filter: RequestFilter,
  count: number,
  signal: AbortSignal,
): Promise<RequestPage> {
  const items: RequestRow[] = [];
  // All pages of one reading use the same time.
  const narrowed = apiQueryOf(filter, serverNow());
  let continuation: string | null = null;
  do {
    const query = new URLSearchParams(narrowed);
    query.set('limit', String(Math.min(count - items.length, largestPage)));
    if (continuation !== null) query.set('continuation', continuation);
    const page: RequestPage = await get(`requests?${query.toString()}`, signal);
    items.push(...page.items);
    continuation = page.continuation;
  } while (continuation !== null && items.length < count);
  return { items, continuation };
}
