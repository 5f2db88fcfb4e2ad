import { odata } from '@azure/data-tables';
import {
  isTerminal,
  requestStates,
  type RegisteredRequest,
  type RequestId,
  type RequestState,
} from '../../domain/request.ts';
import { fitsFilter } from '../../ports/fits-filter.ts';
import type { RequestFilter } from '../../ports/request-filter.ts';
import { sourceOf, type Source } from './list-sources.ts';
import type { Found } from './newest-first.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';
import { requestIn } from './request-entity.ts';
import {
  allRequests,
  dueRow,
  registerPartition,
  requestsWhoseIdBegins,
  rowIn,
  type Pointer,
} from './rows.ts';
import type { StoredRequests } from './stored-requests.ts';

interface Page {
  readonly items: RegisteredRequest[];
  readonly continuation: RequestId | null;
}

interface Lists {
  readonly table: RegisterTable;
  readonly requests: StoredRequests;
}

/** One page. A continuation is the id of the last request shown. */
export async function listIn(lists: Lists, filter: RequestFilter): Promise<Page> {
  const { table } = lists;
  if (filter.sort === 'due') return await pageOf(lists, filter, await soonestDue(lists, filter));
  const source = (await sourceOf(table, filter)) ?? allOf(table, filter);
  return await pageOf(lists, filter, source);
}

/** How many rows of requests are read at once. */
const readAtOnce = 50;

/** The first requests that fit the filter. Every row is compared with it, because facts that were merged may have changed the request since. */
async function pageOf({ requests }: Lists, filter: RequestFilter, source: Source): Promise<Page> {
  const { limit } = filter;
  const items: RegisteredRequest[] = [];
  for await (const found of source) {
    for (let from = 0; from < found.length;) {
      // One more row shows whether there is another page.
      const most = from === 0 ? limit + 1 - items.length : readAtOnce;
      const some = found.slice(from, from + most);
      from += some.length;
      for (const request of await rowsOf(requests, some)) {
        if (!request || !fitsFilter(request, filter)) continue;
        if (items.length === limit) return { items, continuation: items.at(-1)?.id ?? null };
        items.push(request);
      }
    }
  }
  return { items, continuation: null };
}

function rowsOf(
  requests: StoredRequests,
  found: readonly Found[],
): Promise<(RegisteredRequest | undefined)[]> {
  return Promise.all(
    found.map(async ({ id, request }) => request ?? (await requests.readUncached(id)) ?? undefined),
  );
}

/** The open requests, soonest due first. */
async function soonestDue({ table, requests }: Lists, filter: RequestFilter): Promise<Source> {
  const { continuation, dueBefore } = filter;
  const to = dueBefore === undefined ? after('due-') : `due-${dueBefore}`;
  const last = continuation === undefined ? null : await requests.readUncached(continuation);
  const from = last ? `${dueRow(last.dueAt, last.id)}0` : 'due-';
  return pointedAt(table, from, to);
}

async function* pointedAt(table: RegisterTable, from: string, to: string): Source {
  const pages = rowsBetween<Pointer>(table, registerPartition, from, to, {
    pageSize: 2 * readAtOnce,
    select: ['requestId'],
  });
  for await (const page of pages) yield page.map(({ requestId }) => ({ id: requestId }));
}

/** All requests, newest first. Storage itself leaves out requests as far as the filter allows this. */
async function* allOf(table: RegisterTable, filter: RequestFilter): Source {
  const { continuation, limit } = filter;
  const from = continuation === undefined ? allRequests : `${rowIn(allRequests, continuation)}0`;
  const isFilteredHere =
    filter.system !== undefined ||
    filter.verdicts !== undefined ||
    filter.states?.every(isTerminal) === false;
  const pages = rowsBetween(table, registerPartition, from, after(allRequests), {
    alsoThat: conditions(filter),
    // A filter that is applied here needs more rows than it shows.
    ...(!isFilteredHere && { pageSize: limit + 1 }),
  });
  for await (const page of pages)
    yield page.map((entity) => {
      const request = requestIn(entity);
      return { id: request.id, request };
    });
}

function conditions({ owner, states, type, dueBefore, reference }: RequestFilter): string {
  return [
    owner === undefined ? '' : odata`owner eq ${owner}`,
    states === undefined ? '' : anyOf(stored(states).map((state) => odata`state eq ${state}`)),
    type === undefined ? '' : odata`type eq ${type}`,
    dueBefore === undefined ? '' : odata`dueAt lt ${dueBefore}`,
    reference === undefined ? '' : beginsWith(reference),
  ]
    .filter((condition) => condition !== '')
    .join(' and ');
}

/** The state in the row of an open request may be older than the facts that were merged into the row since. */
function stored(states: readonly RequestState[]): RequestState[] {
  const open = requestStates.filter((state) => !isTerminal(state));
  return states.every(isTerminal) ? [...states] : [...new Set([...states, ...open])];
}

function beginsWith(text: string): string {
  const ids = requestsWhoseIdBegins(text);
  return anyOf([
    odata`(reference ge ${text} and reference lt ${after(text)})`,
    ...(ids === null ? [] : [odata`(RowKey ge ${ids} and RowKey lt ${after(ids)})`]),
  ]);
}

const anyOf = (conditions: readonly string[]): string => `(${conditions.join(' or ')})`;

/** The requests of the pointer rows between two row keys. */
export async function* requestsPointedAt(
  table: RegisterTable,
  requests: StoredRequests,
  from: string,
  to: string,
): AsyncGenerator<RegisteredRequest> {
  for await (const page of rowsBetween<Pointer>(table, registerPartition, from, to)) {
    for (let first = 0; first < page.length; first += readAtOnce) {
      const some = page.slice(first, first + readAtOnce);
      const read = await Promise.all(some.map(({ requestId }) => requests.read(requestId)));
      for (const stored of read) if (stored) yield stored.request;
    }
  }
}
