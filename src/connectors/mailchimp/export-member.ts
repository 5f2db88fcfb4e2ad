import { z } from 'zod';
import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import type { VendorClient } from '../kit/call-vendor.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import { pagesOf, withoutLinks } from './pages.ts';

/** The resources below a member: the part's name in the export, the path, and the field that holds the items. */
const parts = [
  { part: 'activity', path: '/activity-feed', field: 'activity' },
  { part: 'tags', path: '/tags', field: 'tags' },
  { part: 'notes', path: '/notes', field: 'notes' },
  { part: 'events', path: '/events', field: 'events' },
  { part: 'goals', path: '/goals', field: 'goals', once: true },
] as const;

const item = z.looseObject({});

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
  const missing = () => sink.remark(part, 'Mailchimp answered that it holds none of these.');
  const pages =
    'once' in kind
      ? [await onePage(client, memberPath + path, field, missing)]
      : pagesOf(client, memberPath + path, field, item, missing);
  let written = 0;
  for await (const page of pages) {
    for (const one of page) await sink.write(part, withoutLinks(one));
    written += page.length;
  }
  return written;
}

/** A resource that has no pages. */
async function onePage(client: VendorClient, path: string, field: string, missing: () => void) {
  const holder = z.looseObject({ [field]: z.unknown() });
  const answer = await client.readIfThere({ method: 'GET', path }, holder);
  if (answer) return checkAnswer(answer[field], z.array(item));
  missing();
  return [];
}
