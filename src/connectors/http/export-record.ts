import type { Counts } from '../../domain/verdict.ts';
import type { ExportSink } from '../../ports/system-access.ts';
import { isThere } from './is-there.ts';
import { pagesOf } from './pages.ts';
import type { ServiceClient } from './service-client.ts';
import type { ServiceSettings } from './settings.ts';

/** Writes every declared part of a record. A later try continues at the page that an earlier one reached. */
export async function exportRecord(
  client: ServiceClient,
  settings: ServiceSettings,
  id: string,
  sink: ExportSink,
): Promise<Counts> {
  await isThere(client, settings, id);
  const counts: Record<string, number> = {};
  for (const call of settings.export) {
    const { part, items: list } = call;
    const read = await sink.section(part, async (from) => {
      for await (const { items, next } of pagesOf(client, call, id, list, from)) {
        for (const item of items) await sink.write(part, item);
        if (next !== null) await sink.reached(next);
      }
    });
    counts[part] = read[part] ?? 0;
  }
  return counts;
}
