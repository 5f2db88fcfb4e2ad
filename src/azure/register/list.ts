import { odata } from '@azure/data-tables';
import type { RegisteredRequest, RequestId } from '../../domain/request.ts';
import { fitsFilter } from '../../ports/fits-filter.ts';
import type { RequestFilter } from '../../ports/request-filter.ts';
import { listOpenIn } from './list-open.ts';
import type { StoredRequests } from './stored-requests.ts';
import { fromRequestEntity } from './request-entity.ts';
import { registerPartition, requestRow, type Pointer } from './rows.ts';
import { after, rowsBetween, type RegisterTable } from './register-table.ts';

function conditions(filter: RequestFilter): string {
  const { states, type, dueBefore, owner } = filter;
  return [
    owner === undefined ? '' : odata`owner eq ${owner}`,
    states === undefined ? '' : `(${states.map((state) => odata`state eq ${state}`).join(' or ')})`,
    type === undefined ? '' : odata`type eq ${type}`,
    dueBefore === undefined ? '' : odata`dueAt lt ${dueBefore}`,
  ]
    .filter((condition) => condition !== '')
    .join(' and ');
}

/** One page. A continuation is the id of the last request shown. */
export async function listIn(
  table: RegisterTable,
  requests: StoredRequests,
  filter: RequestFilter,
): Promise<{ items: RegisteredRequest[]; continuation: RequestId | null }> {
  const open = await listOpenIn({ table, requests }, filter);
  if (open) return open;
  const { limit, continuation } = filter;
  const isFilteredHere =
    filter.system !== undefined || filter.verdicts !== undefined || filter.reference !== undefined;
  const from = continuation === undefined ? 'r-' : `${requestRow(continuation)}0`;
  const items: RegisteredRequest[] = [];
  const pages = rowsBetween(table, registerPartition, from, after('r-'), {
    alsoThat: conditions(filter),
    // One more row shows whether there is another page. A filter that is applied here needs more rows than it shows.
    ...(!isFilteredHere && { pageSize: limit + 1 }),
  });
  for await (const page of pages) {
    for (const entity of page) {
      const { request } = fromRequestEntity(entity);
      if (!fitsFilter(request, filter)) continue;
      if (items.length === limit) return { items, continuation: items.at(-1)?.id ?? null };
      items.push(request);
    }
  }
  return { items, continuation: null };
}

/** The requests that pointers between two row keys point at. */
export async function* requestsPointedAt(
  table: RegisterTable,
  requests: StoredRequests,
  from: string,
  to: string,
): AsyncGenerator<RegisteredRequest> {
  for await (const page of rowsBetween<Pointer>(table, registerPartition, from, to)) {
    for (let first = 0; first < page.length; first += 50) {
      const some = page.slice(first, first + 50);
      const read = await Promise.all(some.map(({ requestId }) => requests.read(requestId)));
      for (const stored of read) if (stored) yield stored.request;
    }
  }
}
