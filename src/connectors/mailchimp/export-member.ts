import { z } from 'zod';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { byOffset } from '../kit/paging.ts';
import { checkAnswer } from '../kit/parse-answer.ts';

const pageSize = 1000;

/** The resources below a member: the part's name in the export, the path, and the field that holds the items. */
const parts = [
  { part: 'activity', path: '/activity-feed', field: 'activity' },
  { part: 'tags', path: '/tags', field: 'tags' },
  { part: 'notes', path: '/notes', field: 'notes' },
  { part: 'events', path: '/events', field: 'events' },
  { part: 'goals', path: '/goals', field: 'goals', once: true },
] as const;

const items = z.array(z.looseObject({}));
const total = z.object({ total_items: z.number().optional() });

/** Writes the member and everything below it, page by page. */
export async function exportMember(
  client: VendorClient,
  memberPath: string,
  sink: ExportSink,
): Promise<Counts> {
  const member = await client.readIfThere({ method: 'GET', path: memberPath }, z.looseObject({}));
  if (!member) return { members: 0 };
  await sink.write('member', withoutLinks(member));
  const counts: Record<string, number> = { members: 1 };
  for (const part of parts) {
    counts[part.part] = await exportPart(client, memberPath, part, sink);
  }
  return counts;
}

async function exportPart(
  client: VendorClient,
  memberPath: string,
  { part, path, field, ...kind }: (typeof parts)[number],
  sink: ExportSink,
): Promise<number> {
  const once = 'once' in kind;
  const pages = byOffset(pageSize, async (offset) => {
    const query = once ? '' : `?count=${pageSize}&offset=${offset}`;
    const answer = await client.readIfThere(
      { method: 'GET', path: `${memberPath}${path}${query}` },
      z.looseObject({ [field]: items }),
    );
    if (!answer) {
      sink.note(part, 'Mailchimp answered that it holds none of these.');
      return { items: [], total: 0 };
    }
    const found = checkAnswer(answer[field], items);
    const { total_items: all } = checkAnswer(answer, total);
    return { items: found, total: once ? found.length : all };
  });
  let written = 0;
  for await (const page of pages) {
    for (const item of page) await sink.write(part, withoutLinks(item));
    written += page.length;
  }
  return written;
}

/** Mailchimp repeats the documentation of its API in every object. */
function withoutLinks({ _links, ...rest }: Record<string, unknown>): Record<string, unknown> {
  return rest;
}
