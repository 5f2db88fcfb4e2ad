import { SystemFailure } from '../../domain/failure.ts';
import { continuing } from '../kit/continuing.ts';
import type { DeclaredCall, Paging } from './call-settings.ts';
import { listAt, textsAt } from './json-path.ts';
import type { ServiceAnswer, ServiceClient } from './service-client.ts';

export interface ServicePage {
  readonly items: readonly unknown[];
  /** The mark by which the next page is requested; null on the last page. */
  readonly next: string | null;
}

interface PagedCall extends DeclaredCall {
  readonly paging?: Paging | undefined;
}

/**
 * Reads a declared list, page by page.
 * @param list where the items are in an answer
 * @param from the mark of the first page to read; null to begin
 */
export async function* pagesOf(
  client: ServiceClient,
  call: PagedCall,
  value: string,
  list: string,
  from: string | null = null,
): AsyncGenerator<ServicePage> {
  for (let mark = from; ;) {
    const answer = await readPage(client, call, value, mark, mark === from);
    const items = answer === undefined ? [] : listAt(answer.json(), list);
    const next = answer === undefined ? null : nextMark(call.paging, answer, items.length, mark);
    if (next !== null && next === mark)
      throw new SystemFailure('unexpected-answer', 'a page names itself as the next one');
    yield { items, next };
    if (next === null) return;
    mark = next;
  }
}

/** @returns undefined when the record does not exist. When a later page does not exist, this is not the end of the list. */
function readPage(
  client: ServiceClient,
  call: PagedCall,
  value: string,
  mark: string | null,
  isFirst: boolean,
): Promise<ServiceAnswer | undefined> {
  return continuing(isFirst ? mark : null, async () => {
    const answer = await client.ask(call, value, parametersOf(call.paging, mark));
    if (answer === undefined && mark !== null)
      throw new SystemFailure('refused', 'a page after the first one does not exist');
    return answer;
  });
}

function parametersOf(
  paging: Paging | undefined,
  mark: string | null,
): Record<string, string> | string {
  switch (paging?.type) {
    case 'link':
    case 'next':
      return mark ?? {};
    case 'cursor':
      return mark === null ? {} : { [paging.query]: mark };
    case 'offset':
      return { [paging.query]: mark ?? '0', [paging.sizeQuery]: String(paging.size) };
    case undefined:
      return {};
  }
}

function nextMark(
  paging: Paging | undefined,
  { json, link }: ServiceAnswer,
  count: number,
  mark: string | null,
): string | null {
  switch (paging?.type) {
    case 'link':
      return nextLink(link);
    case 'next':
      return textsAt(json(), paging.path)[0] ?? null;
    case 'cursor':
      return textsAt(json(), paging.next)[0] ?? null;
    case 'offset':
      // A service may send shorter pages than requested, so only an empty page is certainly the last one.
      return count === 0 ? null : String(Number(mark ?? 0) + count);
    case undefined:
      return null;
  }
}

/** Such as `<https://…>; rel="next", <https://…>; rel="last"` (RFC 8288). */
function nextLink(header: string | null): string | null {
  for (const link of (header ?? '').split(/,(?=\s*<)/)) {
    const [, url = null, parameters = ''] = /^\s*<([^>]*)>(.*)$/.exec(link) ?? [];
    const [, relations = ''] = /;\s*rel\s*=\s*"?([^";]*)/i.exec(parameters) ?? [];
    if (relations.toLowerCase().split(/\s+/).includes('next')) return url;
  }
  return null;
}
