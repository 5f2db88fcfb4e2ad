import { requestStates, type RequestState, type RequestType } from '../../../domain/request.ts';
import { verdicts } from '../../../domain/verdict.ts';

/** Groups of states that have a name of their own in the filter. */
const stateGroups = {
  /** Every state that is not the end. */
  open: 'open',
  /** A person must do something before the request goes on. */
  person: 'awaiting-identity,awaiting-approval,on-hold,needs-decision',
} as const;

export type StateGroup = keyof typeof stateGroups;

export const dueChoices = ['7', '14', '30'] as const;

/** The filter of the list, and its order. An absent field does not filter. */
export interface RequestFilter {
  readonly state?: RequestState | StateGroup;
  /** Open and past the due date. */
  readonly late?: true;
  /** Open and due within this number of days, or late. */
  readonly dueWithin?: (typeof dueChoices)[number];
  readonly type?: RequestType;
  readonly system?: string;
  /** The verdict of that system, or of any system if none is chosen. */
  readonly verdict?: string;
  /** The system that delays the request, or `any`. */
  readonly waiting?: string;
  /** Handled by the caller. */
  readonly assigned?: 'me';
  /** Start of the reference or of the id. */
  readonly reference?: string;
  /** `due`: open requests only, those with the earliest due date first. Without it, the newest requests come first. */
  readonly sort?: 'due';
}

export const requestTypes = ['access', 'portability', 'erasure'] as const;

const dayMs = 86_400_000;
const systemPattern = /^[a-z][a-z0-9-]{1,39}$/;
const referencePattern = /^[A-Za-z0-9._-]{1,64}$/;

/** True for what a reference or an id can start with; nothing else is sent, because it would find nothing. */
export function isReference(text: string): boolean {
  return referencePattern.test(text);
}

/** Reads a filter from the query of the page's own address and leaves out what is not a value of it. */
export function filterOf(query: URLSearchParams): RequestFilter {
  const oneOf = <T extends string>(name: string, values: readonly T[]): T | undefined =>
    values.find((value) => value === query.get(name));
  const matching = (name: string, pattern: RegExp): string | undefined =>
    pattern.test(query.get(name) ?? '') ? (query.get(name) ?? undefined) : undefined;
  const found = {
    state: oneOf<RequestState | StateGroup>('state', ['open', 'person', ...requestStates]),
    late: query.get('late') === 'true' ? (true as const) : undefined,
    dueWithin: oneOf('dueWithin', dueChoices),
    type: oneOf('type', requestTypes),
    system: matching('system', systemPattern),
    verdict: oneOf('verdict', verdicts),
    waiting: matching('waiting', systemPattern),
    assigned: oneOf('assigned', ['me'] as const),
    reference: matching('reference', referencePattern),
    sort: oneOf('sort', ['due'] as const),
  };
  const given = Object.entries(found).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given);
}

const order = [
  'state',
  'late',
  'dueWithin',
  'type',
  'system',
  'verdict',
  'waiting',
  'assigned',
  'reference',
  'sort',
] as const satisfies readonly (keyof RequestFilter)[];

/** The filter as the query of the page's own address, in a fixed order. */
export function queryOf(filter: RequestFilter): URLSearchParams {
  const query = new URLSearchParams();
  for (const name of order) {
    const value = filter[name];
    if (value !== undefined) query.set(name, String(value));
  }
  return query;
}

/** The filter as the query of `GET /requests`. */
export function apiQueryOf(
  { late, dueWithin, ...filter }: RequestFilter,
  now: Date,
): URLSearchParams {
  const isDated = late === true || dueWithin !== undefined;
  const query = queryOf(isDated ? { state: 'open', ...filter } : filter);
  const state = query.get('state');
  if (state !== null && Object.hasOwn(stateGroups, state))
    query.set('state', stateGroups[state as StateGroup]);
  const days = late ? 0 : Number(dueWithin);
  if (isDated) query.set('dueBefore', new Date(now.getTime() + days * dayMs).toISOString());
  return query;
}

export function narrows(filter: RequestFilter): boolean {
  return queryOf(filter).size > 0;
}
