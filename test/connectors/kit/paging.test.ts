import { allOf, byCursor, byOffset } from '../../../src/connectors/kit/paging.ts';

const letters = 'abcdefg'.split('');

/** A vendor with seven items that sends at most `size` of them. */
const pageAt = (offset: number, size: number) => letters.slice(offset, offset + size);

test.each([
  ['with a total', 3, 3, true],
  ['without a total', 3, 3, false],
  ['with pages that are shorter than asked for', 3, 2, true],
  ['in one page', 10, 10, false],
])('reads all items by offset, %s', async (_, size, sent, told) => {
  const pages = byOffset(size, async (offset) => ({
    items: pageAt(offset, sent),
    total: told ? letters.length : undefined,
  }));
  expect(await allOf(pages)).toEqual(letters);
});

test('reads all items by cursor', async () => {
  const asked: (string | undefined)[] = [];
  const pages = byCursor(async (cursor) => {
    asked.push(cursor);
    const offset = Number(cursor ?? 0);
    const next = offset + 3 < letters.length ? String(offset + 3) : undefined;
    return { items: pageAt(offset, 3), next };
  });
  expect(await allOf(pages)).toEqual(letters);
  expect(asked).toEqual([undefined, '3', '6']);
});

test('a page that names itself as the next page is an unexpected answer, not an endless list', async () => {
  const pages = byCursor(async () => ({ items: ['a'], next: 'again' }));
  await expect(allOf(pages)).rejects.toMatchObject({ code: 'unexpected-answer' });
});
