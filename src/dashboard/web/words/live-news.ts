import type { RequestPage, RequestRow, RequestView } from '../../../doors/http/api-shapes.ts';
import { texts } from '../texts/texts.ts';
import { wordsOfRequest } from './request-words.ts';
import { titlesOf } from './system-titles.ts';
import { verdictWords } from './system-words.ts';
import { verdictsOf } from './tally.ts';
import { wordsFor } from './words.ts';

/** What changed on one request since the last reading, in a sentence for a screen reader; empty when nothing did. */
export function newsOfRequest(before: RequestView | null, now: RequestView): string {
  if (before?.id !== now.id) return '';
  const news: string[] = [];
  if (before.state !== now.state) news.push(texts().requestWords.news.state(labelOf(now)));
  for (const system of now.systems) {
    const earlier = before.systems.find(({ id }) => id === system.id);
    if (system.verdict !== null && system.verdict !== earlier?.verdict)
      news.push(`${system.title}: ${wordsFor(verdictWords(), system.verdict).label}.`);
  }
  news.push(...newsOfWaiting(before, now));
  return news.join(' ');
}

function newsOfWaiting(before: RequestView, now: RequestView): string[] {
  const words = texts().requestWords.news;
  const { waitingFor = [], systems } = now;
  const fresh = waitingFor.filter((id) => !before.waitingFor?.includes(id));
  if (fresh.length > 0) return [words.waiting(titlesOf(fresh, systems))];
  const wasWaiting = (before.waitingFor ?? []).length > 0;
  return wasWaiting && waitingFor.length === 0 ? [words.notWaiting] : [];
}

/** What changed in the list since the last reading; empty when nothing did. */
export function newsOfList(before: RequestPage | null, now: RequestPage): string {
  const words = texts().list;
  if (before === null) return countOf(now);
  const known = new Map(before.items.map((request) => [request.id, request.state]));
  const fresh = now.items.filter(({ id }) => !known.has(id)).length;
  const moved = now.items.filter(({ id, state }) => known.has(id) && known.get(id) !== state);
  const news = moved.map((request) => `${nameOf(request)}: ${labelOf(request)}.`);
  // The reader asked for more rows, so they are not new.
  if (now.items.length > before.items.length && before.continuation !== null)
    news.unshift(countOf(now));
  else if (fresh > 0) news.unshift(fresh === 1 ? words.newOne : words.newSome(fresh));
  return news.length > 3 ? words.changes(news.length) : news.join(' ');
}

function labelOf(request: RequestRow): string {
  return wordsOfRequest(request, verdictsOf(request)).label;
}

/** How many requests are shown, in words. */
export function countOf({ items, continuation }: RequestPage): string {
  const words = texts().list;
  if (items.length === 0) return words.none0;
  return continuation === null ? words.countAll(items.length) : words.countSome(items.length);
}

/** The reference by which senders know a request, otherwise its id. */
export function nameOf(request: Pick<RequestRow, 'id' | 'reference'>): string {
  return request.reference ?? request.id;
}
