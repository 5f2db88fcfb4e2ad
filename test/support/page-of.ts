import type { RegisteredRequest } from '../../src/domain/request.ts';
import type { Register } from '../../src/ports/register.ts';
import { fitsFilter } from '../../src/ports/fits-filter.ts';

/** One page of a list, without storage. */
export function pageOf(
  requests: readonly RegisteredRequest[],
  filter: Parameters<Register['list']>[0],
): Awaited<ReturnType<Register['list']>> {
  const { limit, continuation, sort } = filter;
  const place = ({ id, dueAt }: RegisteredRequest) => (sort === 'due' ? `${dueAt} ${id}` : id);
  const sorted = requests
    .filter((request) => fitsFilter(request, filter))
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
  const items = sort === 'due' ? sorted : sorted.reverse();
  const from = items.findIndex(({ id }) => id === continuation) + 1;
  const page = items.slice(from, from + limit);
  const isLast = from + limit >= items.length;
  return { items: page, continuation: isLast ? null : (page.at(-1)?.id ?? null) };
}
