/** One page of a collection. */
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

/** All items of all pages, in one list. Only for collections that are short. */
export async function allOf<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const items: T[] = [];
  for await (const page of pages) items.push(...page);
  return items;
}
