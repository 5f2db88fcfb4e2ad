import { requestStates, type RequestState, type RequestType } from '../../domain/request.ts';
import { verdictWords } from './system-words.ts';

/** What the list is narrowed to, and its order; an absent field does not narrow. */
export interface RequestFilter {
  /** `open` is every state that is not the end. */
  readonly state?: RequestState | 'open';
  /** Open and past the due date. */
  readonly late?: true;
  readonly type?: RequestType;
  readonly system?: string;
  /** The verdict of that system; without a system, of any. */
  readonly verdict?: string;
  /** The system that holds the request up, or `any`. */
  readonly waiting?: string;
  /** Start of the reference or of the id. */
  readonly reference?: string;
  /** `due` is soonest due date first, open requests only. Without it the newest come first. */
  readonly sort?: 'due';
}

export const requestTypes = ['access', 'portability', 'erasure'] as const;

const systemPattern = /^[a-z][a-z0-9-]{1,39}$/;
const referencePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** True for what a reference or an id can start with; nothing else is sent, for it finds nothing. */
export function isReference(text: string): boolean {
  return referencePattern.test(text);
}

/** Reads a filter from the query of the page's own address and leaves out what is not a value of it. */
export function filterOf(query: URLSearchParams): RequestFilter {
  const state = ['open' as const, ...requestStates].find((name) => name === query.get('state'));
  const type = requestTypes.find((name) => name === query.get('type'));
  const verdict = Object.keys(verdictWords).find((name) => name === query.get('verdict'));
  const system = query.get('system') ?? '';
  const waiting = query.get('waiting') ?? '';
  const reference = query.get('reference') ?? '';
  return {
    ...(state && { state }),
    ...(query.get('late') === 'true' && { late: true as const }),
    ...(type && { type }),
    ...(systemPattern.test(system) && { system }),
    ...(verdict && { verdict }),
    ...(systemPattern.test(waiting) && { waiting }),
    ...(isReference(reference) && { reference }),
    ...(query.get('sort') === 'due' && { sort: 'due' as const }),
  };
}

/** The filter as the query of the page's own address, in a fixed order. */
export function queryOf(filter: RequestFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(inOrder(filter)))
    if (value !== undefined) query.set(name, String(value));
  return query;
}

/** The filter as the query of `GET /requests`. */
export function apiQueryOf({ late, ...filter }: RequestFilter, now: Date): URLSearchParams {
  const query = queryOf(late ? { state: 'open', ...filter } : filter);
  if (late) query.set('dueBefore', now.toISOString());
  return query;
}

export function narrows(filter: RequestFilter): boolean {
  return queryOf(filter).size > 0;
}

function inOrder({ state, late, type, system, verdict, waiting, reference, sort }: RequestFilter) {
  return { state, late, type, system, verdict, waiting, reference, sort };
}
