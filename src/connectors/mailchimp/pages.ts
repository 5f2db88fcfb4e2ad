import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byOffset } from '../kit/paging.ts';
import { checkAnswer } from '../kit/parse-answer.ts';

/** Mailchimp lists 10 items unless asked for more, and at most 1000. https://mailchimp.com/developer/marketing/docs/methods-parameters/ */
const pageSize = 1000;

const counted = z.object({ total_items: z.number().int().optional() });

/**
 * Reads a collection page by page.
 * @param path with its query, if it has one
 * @param field the field of an answer that holds the items
 * @param missing called when Mailchimp says that there is no such collection; without this function, it is a failure
 */
export function pagesOf<T>(
  client: VendorClient,
  path: string,
  field: string,
  shape: z.ZodType<T>,
  missing?: () => void,
): AsyncGenerator<readonly T[]> {
  const start = `${path}${path.includes('?') ? '&' : '?'}`;
  const holder = z.looseObject({ [field]: z.unknown() });
  return byOffset(pageSize, async (offset) => {
    const call = { method: 'GET', path: `${start}count=${pageSize}&offset=${offset}` } as const;
    const answer = await (missing ? client.readIfThere(call, holder) : client.read(call, holder));
    if (!answer) {
      missing?.();
      return { items: [], total: 0 };
    }
    const items = checkAnswer(answer[field], z.array(shape));
    return { items, total: checkAnswer(answer, counted).total_items };
  });
}

/** Mailchimp repeats the documentation of its API in every object. */
export function withoutLinks({
  _links,
  ...rest
}: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
