import { z } from 'zod';
import type { VendorClient } from '../kit/call-vendor.ts';
import { allOf, byOffset } from '../kit/paging.ts';

/** Mailchimp lists 10 audiences unless asked for more, and at most 1000. https://mailchimp.com/developer/marketing/api/lists/ */
const pageSize = 1000;

const lists = z.object({
  lists: z.array(z.object({ id: z.string().min(1) })),
  total_items: z.number().int().optional(),
});

/** The ids of all audiences of the account. */
export async function audienceIds(client: VendorClient): Promise<string[]> {
  const pages = byOffset(pageSize, async (offset) => {
    const path = `/lists?count=${pageSize}&offset=${offset}&fields=lists.id,total_items`;
    const { lists: items, total_items: total } = await client.read({ method: 'GET', path }, lists);
    return { items, total };
  });
  return (await allOf(pages)).map(({ id }) => id);
}
