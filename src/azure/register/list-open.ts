import { isTerminal, type RegisteredRequest, type RequestId } from '../../domain/request.ts';
import type { SystemId } from '../../domain/system.ts';
import { fitsFilter } from '../../ports/fits-filter.ts';
import type { RequestFilter } from '../../ports/request-filter.ts';
import type { RegisterTable } from './register-table.ts';
import { after, rowsBetween } from './register-table.ts';
import { dueRow, registerPartition, waitingFor, waitsRow, type Pointer } from './rows.ts';
import type { StoredRequests } from './stored-requests.ts';

interface Page {
  readonly items: RegisteredRequest[];
  readonly continuation: RequestId | null;
}

interface Lists {
  readonly table: RegisterTable;
  readonly requests: StoredRequests;
}

const readAtOnce = 50;

/** Lists of open requests read rows that only open requests have. So ended requests, however many, cost them nothing. */
export async function listOpenIn(lists: Lists, filter: RequestFilter): Promise<Page | null> {
  const { sort, waiting, states } = filter;
  if (sort === 'due')
    return await pageOf(lists, filter, pointedAt(lists, await dueRange(lists, filter)));
  if (waiting !== undefined)
    return await pageOf(lists, filter, pointedAt(lists, waitsRange(filter, waiting)));
  if (!states?.every((state) => !isTerminal(state))) return null;
  const few = await fewOpen(lists);
  return few && (await pageOf(lists, filter, few));
}

/** @returns how many requests this system holds up, as far as one page of rows tells */
export async function waitingCountIn(table: RegisterTable, system: SystemId): Promise<number> {
  const from = waitingFor(system);
  const pages = rowsBetween<Pointer>(table, registerPartition, from, after(from));
  const first = await pages.next();
  return first.done ? 0 : first.value.length;
}

/** The rows between two row keys. */
type Range = readonly [from: string, to: string];

async function dueRange({ requests }: Lists, filter: RequestFilter): Promise<Range> {
  const { continuation, dueBefore } = filter;
  const to = dueBefore === undefined ? after('due-') : `due-${dueBefore}`;
  const last = continuation === undefined ? null : await requests.read(continuation);
  if (!last) return ['due-', to];
  return [`${dueRow(last.request.dueAt, last.request.id)}0`, to];
}

function waitsRange(
  { continuation }: RequestFilter,
  waiting: NonNullable<RequestFilter['waiting']>,
): Range {
  const prefix = waitingFor(waiting);
  const from = continuation === undefined ? prefix : `${waitsRow(waiting, continuation)}0`;
  return [from, after(prefix)];
}

async function* pointedAt({ table }: Lists, [from, to]: Range): AsyncGenerator<RequestId[]> {
  for await (const page of rowsBetween<Pointer>(table, registerPartition, from, to, {
    pageSize: 2 * readAtOnce,
  }))
    yield page.map(({ requestId }) => requestId);
}

/** @returns the open requests, newest first, when they are few; null when they are many, for then a list of all finds them soon */
async function fewOpen({ table }: Lists): Promise<RequestId[][] | null> {
  const all = rowsBetween<Pointer>(table, registerPartition, 'due-', after('due-'));
  const first = await all.next();
  const rows = first.done ? [] : first.value;
  if (rows.length === 1000) return null;
  return [
    rows
      .map(({ requestId }) => requestId)
      .sort()
      .reverse(),
  ];
}

async function pageOf(
  { requests }: Lists,
  filter: RequestFilter,
  ids: AsyncIterable<RequestId[]> | Iterable<RequestId[]>,
): Promise<Page> {
  const { limit, continuation, sort } = filter;
  const isShown = (id: RequestId) =>
    sort === 'due' || continuation === undefined || id < continuation;
  const items: RegisteredRequest[] = [];
  for await (const some of ids) {
    const left = some.filter(isShown);
    for (let from = 0; from < left.length; from += readAtOnce) {
      const part = left.slice(from, from + readAtOnce);
      const read = await Promise.all(part.map((id) => requests.read(id)));
      for (const stored of read) {
        if (!stored || !fitsFilter(stored.request, filter)) continue;
        if (items.length === limit) return { items, continuation: items.at(-1)?.id ?? null };
        items.push(stored.request);
      }
    }
  }
  return { items, continuation: null };
}
