import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byCursor } from '../kit/paging.ts';
import { checkAnswer } from '../kit/parse-answer.ts';

const pageShape = z.looseObject({
  pages: z.object({ next: z.object({ starting_after: z.string() }).nullish() }).nullish(),
});

/** Intercom shows at most 150 items on a page. https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis/pagination-cursor */
const pageSize = 150;

/**
 * Searches for contacts or conversations by the value of one field, page by page. Merged and archived contacts are never found.
 * @param field the field of an answer that holds the items
 */
export function search<T>(
  client: VendorClient,
  { path, field, shape }: { path: string; field: string; shape: z.ZodType<T> },
  by: { readonly field: string; readonly value: string },
): AsyncGenerator<readonly T[]> {
  return byCursor(async (after) => {
    const pagination = {
      per_page: pageSize,
      ...(after !== undefined && { starting_after: after }),
    };
    const body = { query: { operator: '=', ...by }, pagination };
    const answer = await client.read({ method: 'POST', path, body }, pageShape);
    const items = checkAnswer(answer[field], z.array(shape));
    return { items, next: answer.pages?.next?.starting_after };
  });
}
