import type { SystemVerdict } from '../../domain/verdict.ts';
import { monthOf } from '../event-time.ts';
import { fileName, distinctNames } from '../file-names.ts';
import type { PackageContent } from '../package-file.ts';
import type { PartSurvey, Survey } from '../survey.ts';
import { card } from './card.ts';
import { eventItem, isEventPart } from './event-sentence.ts';
import { framed, searchField } from './frame.ts';
import { html, type Html } from './html.ts';
import type { Words } from './words.ts';

/** The number of items on one page. */
const eventsPerPage = 500;
const cardsPerPage = 100;

const perPage = (part: string) => (isEventPart(part) ? eventsPerPage : cardsPerPage);

/** The address of a page from `index.html`. */
export type PagePath = (part: string, month: string, page: number) => string;

/** The names of the pages of one system. They are the same for the overview and for the pages themselves. */
export function pagePaths({ id }: Pick<SystemVerdict, 'id'>, { parts }: Survey): PagePath {
  const nameOf = distinctNames();
  for (const { part } of parts) nameOf(part);
  return (part, month, page) =>
    `pages/${fileName(id)}/${nameOf(part)}-${month === '' ? 'undated' : month}-${String(page)}.html`;
}

/** The pages of a long part: their number in each month, the newest month first. */
export function pagesOf({
  part,
  months,
}: PartSurvey): { month: string; count: number; pages: number }[] {
  return [...months]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([month, count]) => ({ month, count, pages: Math.ceil(count / perPage(part)) }));
}

export interface LongPartWriter {
  /** Takes one item. Returns the pages that are full now. */
  take(part: string, item: unknown): PackageContent[];
  /** Returns the remaining pages. */
  end(): PackageContent[];
}

/** Writes the pages of the long parts of one system. Memory holds one page for each month. */
export function longPartWriter(
  system: Pick<SystemVerdict, 'id' | 'title'>,
  found: Survey,
  words: Words,
): LongPartWriter {
  const long = new Set(found.parts.filter(({ items }) => items === null).map(({ part }) => part));
  const pathOf = pagePaths(system, found);
  const open = new Map<string, { part: string; month: string; items: Html[]; page: number }>();

  function write(key: string): PackageContent[] {
    const pile = open.get(key);
    if (!pile || pile.items.length === 0) return [];
    const { part, month, items, page } = pile;
    open.set(key, { part, month, items: [], page: page + 1 });
    return [
      {
        path: pathOf(part, month, page),
        content: longPage(system.title, { part, month, page, items }, words),
        records: 0,
        system: system.id,
      },
    ];
  }

  return {
    take(part, item) {
      if (!long.has(part)) return [];
      const month = monthOf(item);
      const key = `${month} ${part}`;
      const pile = open.get(key) ?? { part, month, items: [], page: 1 };
      open.set(key, pile);
      const folder = `data/${fileName(system.id)}`;
      pile.items.push(isEventPart(part) ? eventItem(item, words) : card(item, words, folder));
      return pile.items.length >= perPage(part) ? write(key) : [];
    },
    end: () => [...open.keys()].flatMap(write),
  };
}

interface Page {
  readonly part: string;
  readonly month: string;
  readonly page: number;
  readonly items: readonly Html[];
}

function longPage(title: string, { part, month, page, items }: Page, words: Words): Buffer {
  const { text } = words;
  const when = month === '' ? text('no-date') : words.month(month);
  return framed(
    `${title}: ${when}, ${text('page.number', { page })}`,
    html`<p><a href="../../index.html">${text('back')}</a></p>
      <p><code>${part}</code>, ${text('part.count', { count: items.length })}</p>
      ${searchField(words)}
      ${
        isEventPart(part)
          ? html`<ol class="events">
              ${items}
            </ol>`
          : items
      }`,
    words,
  );
}
