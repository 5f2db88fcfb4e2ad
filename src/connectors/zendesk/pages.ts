import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byCursor } from '../kit/paging.ts';
import { checkAnswer } from '../kit/parse-answer.ts';

const holder = z.looseObject({ next_page: z.string().nullish() });

/**
 * Reads a collection page by page. Zendesk shows at most 100 items on a page, and refuses pages beyond the 10,000th item.
 * https://developer.zendesk.com/api-reference/introduction/pagination/
 * @param path with its query, if it has one
 * @param field the field of an answer that holds the items
 * @param missing called when Zendesk says that there is no such collection; without this function, it is a failure
 */
export function pagesOf<T>(
  client: VendorClient,
  path: string,
  field: string,
  shape: z.ZodType<T>,
  missing?: () => void,
): AsyncGenerator<readonly T[]> {
  const start = `${path}${path.includes('?') ? '&' : '?'}per_page=100`;
  return byCursor(async (page = '1') => {
    const call = { method: 'GET', path: `${start}&page=${page}` } as const;
    const answer = await (missing ? client.readIfThere(call, holder) : client.read(call, holder));
    if (!answer) {
      missing?.();
      return { items: [] };
    }
    const items = checkAnswer(answer[field], z.array(shape));
    return { items, next: answer.next_page ? String(Number(page) + 1) : undefined };
  });
}
