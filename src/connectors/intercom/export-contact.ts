import { z } from 'zod';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byCursor } from '../kit/paging.ts';
import { contactPath, readContact } from './contact.ts';
import { search } from './search.ts';

const item = z.looseObject({ id: z.string().min(1) });
const listShape = z.object({
  data: z.array(item),
  pages: z.object({ page: z.int(), total_pages: z.int() }).nullish(),
});

const lists = ['notes', 'tags', 'companies', 'segments', 'subscriptions'];

/** Writes the contact, what belongs to it, and every conversation with all its parts. */
export async function exportContact(
  client: VendorClient,
  id: string,
  sink: ExportSink,
): Promise<Counts> {
  const contact = await readContact(client, id);
  if (!contact) return { contacts: 0 };
  await sink.write('contact', contact);
  const counts: Record<string, number> = { contacts: 1 };
  for (const list of lists) {
    counts[list] = 0;
    for await (const page of pagesOf(client, `${contactPath(id)}/${list}`))
      for (const one of page) {
        await sink.write(list, one);
        counts[list] += 1;
      }
  }
  counts['conversations'] = 0;
  const found = { path: '/conversations/search', field: 'conversations', shape: item };
  for await (const page of search(client, found, { field: 'contact_ids', value: id }))
    for (const { id: conversation } of page) {
      // The search leaves out the parts of a conversation: only reading it shows them.
      const path = `/conversations/${encodeURIComponent(conversation)}`;
      await sink.write('conversations', await client.read({ method: 'GET', path }, item));
      counts['conversations'] += 1;
    }
  return counts;
}

function pagesOf(client: VendorClient, path: string) {
  return byCursor(async (number = '1') => {
    const query = `?per_page=50&page=${number}`;
    const { data, pages } = await client.read({ method: 'GET', path: path + query }, listShape);
    const isLast = !pages || pages.page >= pages.total_pages;
    return { items: data, next: isLast ? undefined : String(Number(number) + 1) };
  });
}
