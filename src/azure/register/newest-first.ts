import type { RegisteredRequest, RequestId } from '../../domain/request.ts';

/** A request in a list, with its row if that was already read. */
export interface Found {
  readonly id: RequestId;
  readonly request?: RegisteredRequest;
}

interface Reader {
  readonly pages: AsyncIterator<Found[]>;
  page: Found[];
  isDone: boolean;
}

/** Merges lists that are sorted newest first. A request that is in several lists is returned once. */
export async function* newestOf(lists: readonly AsyncIterable<Found[]>[]): AsyncGenerator<Found[]> {
  const readers = lists.map((list): Reader => ({
    pages: list[Symbol.asyncIterator](),
    page: [],
    isDone: false,
  }));
  for (;;) {
    await Promise.all(readers.map(fill));
    const open = readers.filter(({ page }) => page.length > 0);
    if (open.length === 0) return;
    yield takeUntilOneIsEmpty(open);
  }
}

async function fill(reader: Reader): Promise<void> {
  while (reader.page.length === 0 && !reader.isDone) {
    const next = await reader.pages.next();
    if (next.done) reader.isDone = true;
    else reader.page = [...next.value];
  }
}

/** The next page of an emptied list may hold newer requests than the other lists, so it must be read first. */
function takeUntilOneIsEmpty(readers: readonly Reader[]): Found[] {
  const taken: Found[] = [];
  while (readers.every(({ page }) => page.length > 0)) {
    const newest = readers.reduce((one, other) => (idOf(other) > idOf(one) ? other : one));
    const id = idOf(newest);
    const same = readers.filter((reader) => idOf(reader) === id).map(({ page }) => page.shift());
    const known = same.find((found) => found?.request) ?? same[0];
    if (known) taken.push(known);
  }
  return taken;
}

const idOf = ({ page }: Reader): string => page[0]?.id ?? '';
