import { z } from 'zod';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { pagesOf } from './pages.ts';
import { readUser, userPath } from './user.ts';

const item = z.looseObject({ id: z.int() });

/** Writes the user, their identities, and the tickets that they requested, with all comments. */
export async function exportUser(
  client: VendorClient,
  id: string,
  sink: ExportSink,
): Promise<Counts> {
  const user = await readUser(client, id);
  if (!user) return { users: 0 };
  await sink.write('user', user);
  const counts: Record<string, number> = { users: 1 };
  const write = async (part: string, path: string): Promise<number[]> => {
    const ids: number[] = [];
    const missing = () => sink.remark(part, 'Zendesk answered that it holds none of these.');
    for await (const page of pagesOf(client, path, part, item, missing))
      for (const one of page) {
        await sink.write(part, one);
        ids.push(one.id);
      }
    counts[part] = (counts[part] ?? 0) + ids.length;
    return ids;
  };
  await write('identities', `${userPath(id)}/identities`);
  const tickets = await write('tickets', `${userPath(id)}/tickets/requested`);
  counts['comments'] = 0;
  for (const ticket of tickets) await write('comments', `/api/v2/tickets/${ticket}/comments`);
  return counts;
}
