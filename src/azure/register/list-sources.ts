import { isTerminal, type RequestId } from '../../domain/request.ts';
import type { RequestFilter } from '../../ports/request-filter.ts';
import { isSeldomState, isSeldomVerdict } from './index-rows.ts';
import { newestOf, type Found } from './newest-first.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { requestIn } from './request-entity.ts';
import {
  allRequests,
  handledBy,
  inState,
  referencesFrom,
  registerPartition,
  requestsWhoseIdBegins,
  rowIn,
  waitingFor,
  withManySystems,
  withVerdict,
  type Pointer,
} from './rows.ts';

/** Pages of requests that may belong to the list, newest first. */
export type Source = AsyncIterable<Found[]>;

/**
 * The requests that may belong to a list with rows of its own. Only requests that the list shows, and a few more, have such a row. So the
 * cost does not depend on the number of all requests.
 * @returns null when the list has no such rows, or has so many that reading all requests is as quick
 */
export async function sourceOf(
  table: RegisterTable,
  filter: RequestFilter,
): Promise<Source | null> {
  const { assigned, waiting, verdicts, states, reference, system } = filter;
  const lists = (names: readonly string[]) =>
    newestOf(names.map((name) => newestFirst(table, name, filter)));
  if (assigned) return lists([handledBy(assigned)]);
  if (waiting === 'any') return lists([waitingFor('any')]);
  if (waiting !== undefined) return lists([waitingFor(waiting), withManySystems]);
  if (reference !== undefined) {
    const some = await withReference(table, filter, reference);
    if (some) return some;
  }
  if (verdicts?.every(isSeldomVerdict)) {
    const named = verdicts.map((verdict) => withVerdict(system ?? 'any', verdict));
    return lists(system === undefined ? named : [...named, withManySystems]);
  }
  if (states?.every(isSeldomState)) return lists(states.map(inState));
  return states?.every((state) => !isTerminal(state)) ? await fewOpen(table, filter) : null;
}

const pageSize = 100;

async function* newestFirst(
  table: RegisterTable,
  list: string,
  { continuation }: RequestFilter,
): Source {
  const from = continuation === undefined ? list : `${rowIn(list, continuation)}0`;
  const pages = rowsBetween<Pointer>(table, registerPartition, from, after(list), {
    pageSize,
    select: ['requestId'],
  });
  for await (const page of pages) yield page.map(({ requestId }) => ({ id: requestId }));
}

/** The requests whose reference or id begins with the text, when only a few references do. */
async function withReference(
  table: RegisterTable,
  filter: RequestFilter,
  text: string,
): Promise<Source | null> {
  const prefix = referencesFrom(text);
  const few = await fewIn(table, prefix, after(prefix), filter);
  if (!few) return null;
  const ids = requestsWhoseIdBegins(text);
  return ids === null ? few : newestOf([few, requestsFrom(table, ids, filter)]);
}

/** The requests whose row keys begin with this text. */
async function* requestsFrom(
  table: RegisterTable,
  prefix: string,
  { continuation }: RequestFilter,
): Source {
  const shown = continuation === undefined ? '' : `${rowIn(allRequests, continuation)}0`;
  const from = shown > prefix ? shown : prefix;
  const pages = rowsBetween(table, registerPartition, from, after(prefix), { pageSize });
  for await (const page of pages)
    yield page.map((entity): Found => {
      const request = requestIn(entity);
      return { id: request.id, request };
    });
}

const fewOpen = (table: RegisterTable, filter: RequestFilter): Promise<Source | null> =>
  fewIn(table, 'due-', after('due-'), filter);

/** Rows with another order are read all at once, when one page holds all of them. */
async function fewIn(
  table: RegisterTable,
  from: string,
  to: string,
  { continuation }: RequestFilter,
): Promise<Source | null> {
  const most = 1000;
  const pages = rowsBetween<Pointer>(table, registerPartition, from, to, {
    pageSize: most,
    select: ['requestId'],
  });
  const page = await pages.next();
  const rows = page.done ? [] : page.value;
  if (rows.length === most) return null;
  const isShown = (id: RequestId) => continuation === undefined || id < continuation;
  const ids = rows.map(({ requestId }) => requestId).filter(isShown);
  return onePage(
    ids
      .sort()
      .reverse()
      .map((id) => ({ id })),
  );
}

async function* onePage(found: Found[]): Source {
  yield found;
}
