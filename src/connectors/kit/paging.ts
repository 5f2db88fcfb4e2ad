import { SystemFailure } from '../../domain/failure.ts';

/** One page of a collection whose pages are numbered by the items before them. */
export interface Page<T> {
  readonly items: readonly T[];
  /** How many items the whole collection has; undefined when the vendor does not say it. */
  readonly total?: number | undefined;
}

/**
 * Reads a collection whose pages are numbered by the items before them.
 * @param readPage reads one page of at most `size` items, from `offset` on
 */
export async function* byOffset<T>(
  size: number,
  readPage: (offset: number) => Promise<Page<T>>,
): AsyncGenerator<readonly T[]> {
  for (let offset = 0; ;) {
    const { items, total = Infinity } = await readPage(offset);
    yield items;
    offset += items.length;
    // Some vendors send shorter pages than asked for, so only an empty page or the total ends the collection.
    if (items.length === 0 || offset >= total || (total === Infinity && items.length < size))
      return;
  }
}

/** A page that says where the next one is. */
export interface LinkedPage<T> {
  readonly items: readonly T[];
  /** Undefined on the last page. A link, or the number of a page, is a cursor too. */
  readonly next?: string | undefined;
}

/**
 * Reads a collection whose pages name the next page.
 * @param readPage reads the page at a cursor; the first page without a cursor
 * @throws SystemFailure `unexpected-answer` when a page names itself as the next one
 */
export async function* byCursor<T>(
  readPage: (cursor: string | undefined) => Promise<LinkedPage<T>>,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const { items, next }: LinkedPage<T> = await readPage(cursor);
    yield items;
    if (next !== undefined && next === cursor)
      throw new SystemFailure('unexpected-answer', 'a page names itself as the next one');
    cursor = next;
  } while (cursor !== undefined);
}

/** All items of all pages, in one list. Use it only for short collections. */
export async function allOf<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
