import type { RequestPage, RequestRow, RequestView } from '../../doors/http/api-shapes.ts';
import { stateWords, verdictWords } from './words.ts';

/** What changed on one request since the last reading, in a sentence for a screen reader; empty when nothing did. */
export function newsOfRequest(before: RequestView | null, now: RequestView): string {
  if (before?.id !== now.id) return '';
  const news: string[] = [];
  if (before.state !== now.state) news.push(`Request is now: ${stateWords[now.state].label}.`);
  for (const system of now.systems) {
    const earlier = before.systems.find(({ id }) => id === system.id);
    if (system.verdict !== null && system.verdict !== earlier?.verdict)
      news.push(`${system.title}: ${verdictWords[system.verdict].label}.`);
  }
  return news.join(' ');
}

/** What changed in the list since the last reading; empty when nothing did. */
export function newsOfList(before: RequestPage | null, now: RequestPage): string {
  if (before === null) return countOf(now);
  const known = new Map(before.items.map((request) => [request.id, request.state]));
  const fresh = now.items.filter(({ id }) => !known.has(id)).length;
  const moved = now.items.filter(({ id, state }) => known.has(id) && known.get(id) !== state);
  const news = moved.map((request) => `${nameOf(request)}: ${stateWords[request.state].label}.`);
  if (fresh > 0) news.unshift(fresh === 1 ? '1 new request.' : `${fresh} new requests.`);
  return news.length > 3 ? `${news.length} changes in the list.` : news.join(' ');
}

/** How many requests are shown, in words. */
export function countOf({ items, continuation }: RequestPage): string {
  if (items.length === 0) return 'No requests.';
  const count = items.length === 1 ? '1 request' : `${items.length} requests`;
  return continuation === null ? `${count}.` : `The newest ${count}.`;
}

/** The name senders know a request by, or else its id. */
export function nameOf(request: Pick<RequestRow, 'id' | 'reference'>): string {
  return request.reference ?? request.id;
}
