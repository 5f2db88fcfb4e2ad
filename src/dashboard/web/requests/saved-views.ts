import { filterOf, queryOf, type RequestFilter } from './request-filter.ts';

/** A filter to which a person gave a name. */
export interface SavedView {
  readonly name: string;
  readonly filter: RequestFilter;
}

/** The part of `localStorage` that is needed. */
export type BrowserStorage = Pick<Storage, 'getItem' | 'setItem'>;

const place = 'habeas.views';
const most = 20;
const longestName = 40;

/** The views of this browser. What is stored may be older than this page or made by hand, so it is read with care. */
export function readViews(storage: BrowserStorage): readonly SavedView[] {
  try {
    const stored: unknown = JSON.parse(storage.getItem(place) ?? '[]');
    if (!Array.isArray(stored)) return [];
    return stored.flatMap(viewOf).slice(0, most);
  } catch {
    return [];
  }
}

function viewOf(stored: unknown): SavedView[] {
  if (typeof stored !== 'object' || stored === null) return [];
  const { name, query } = stored as { name?: unknown; query?: unknown };
  if (typeof name !== 'string' || name === '' || typeof query !== 'string') return [];
  return [{ name: name.slice(0, longestName), filter: filterOf(new URLSearchParams(query)) }];
}

/** Keeps the views. Where the browser blocks storage, they last until the page is loaded again. */
export function keepViews(storage: BrowserStorage, views: readonly SavedView[]): void {
  const stored = views.map(({ name, filter }) => ({ name, query: queryOf(filter).toString() }));
  try {
    storage.setItem(place, JSON.stringify(stored));
  } catch {
    // The page still shows them.
  }
}

/** The views with one more. If the name exists already, its view gets the new filter. */
export function withView(views: readonly SavedView[], added: SavedView): readonly SavedView[] {
  const name = added.name.trim().slice(0, longestName);
  if (name === '') return views;
  return [...views.filter((one) => one.name !== name), { ...added, name }].slice(-most);
}
