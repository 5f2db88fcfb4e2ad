import type {
  RequestPage,
  RequestRow,
  RequestView,
  Timeline,
} from '../../doors/http/api-shapes.ts';
import type { PoisonView, SystemView } from '../../doors/http/operator-shapes.ts';
import { Problem, problemOf } from './problem.ts';
import { apiQueryOf, type RequestFilter } from './request-filter.ts';

/** Calls Habeas' API. Every method throws `Problem`. */
export interface Api {
  /** The first `count` requests that pass the filter; `continuation` tells that there are more. */
  requests(filter: RequestFilter, count: number, signal: AbortSignal): Promise<RequestPage>;
  request(id: string, signal: AbortSignal): Promise<RequestView>;
  timeline(id: string, signal: AbortSignal): Promise<Timeline>;
  systems(signal: AbortSignal): Promise<readonly SystemView[]>;
  poison(signal: AbortSignal): Promise<PoisonView>;
  /** Takes an action on a request; `actions` of the request names those that the caller may take now. */
  act(id: string, action: string, body: object): Promise<RequestView>;
}

const largestPage = 200;
/** An answer that takes longer counts as none. */
const patienceMs = 20_000;

/**
 * @param base the API's address, ending in `/`
 * @param key sent as a header, never in an address
 */
export function createApi(base: string, key: string | null, fetch: typeof globalThis.fetch): Api {
  const get = <T>(path: string, signal: AbortSignal): Promise<T> => call(path, {}, signal);

  async function call<T>(path: string, init: RequestInit, signal: AbortSignal): Promise<T> {
    const response = await fetch(new URL(path, base), {
      ...init,
      headers: {
        accept: 'application/json',
        ...(init.body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== null && { 'x-functions-key': key }),
      },
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patienceMs)]),
    }).catch((cause: unknown) => {
      signal.throwIfAborted();
      throw new Problem('unreachable', `The service cannot be reached (${nameOf(cause)}).`);
    });
    if (!response.ok) throw await problemOf(response);
    return response.json().catch(() => {
      signal.throwIfAborted();
      throw new Problem('failed', 'The answer of the service was cut off.');
    }) as Promise<T>;
  }

  async function requests(
    filter: RequestFilter,
    count: number,
    signal: AbortSignal,
  ): Promise<RequestPage> {
    const items: RequestRow[] = [];
    // One time for all pages of one reading.
    const narrowed = apiQueryOf(filter, new Date());
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

  return {
    requests,
    request: (id, signal) => get(`requests/${encodeURIComponent(id)}`, signal),
    timeline: (id, signal) => get(`requests/${encodeURIComponent(id)}/timeline`, signal),
    systems: (signal) => get('systems', signal),
    poison: (signal) => get('poison-messages', signal),
    act: (id, action, body) =>
      call(
        `requests/${encodeURIComponent(id)}/${action}`,
        { method: 'POST', body: JSON.stringify(body) },
        new AbortController().signal,
      ),
  };
}

function nameOf(cause: unknown): string {
  return cause instanceof Error && cause.name === 'TimeoutError' ? 'no answer' : 'no connection';
}
