import type { z } from 'zod';
import type { ExportSink } from '../../ports/system-access.ts';
import type { GraphClient, PagingManner } from './graph-client.ts';

export interface LogRead<T> {
  /** The first page. */
  readonly path: string;
  readonly item: z.ZodType<T>;
  readonly manner: PagingManner;
  readonly write: (item: T) => Promise<void>;
}

/**
 * Reads a log as one section of an export. The link to the next page is the mark at which a later try continues.
 * @param from the mark of an earlier try; null to begin
 * @throws MarkExpired when Graph no longer accepts a link
 */
export async function readLog<T>(
  graph: GraphClient,
  sink: ExportSink,
  from: string | null,
  { path, item, manner, write }: LogRead<T>,
): Promise<void> {
  for await (const { items, next } of graph.linkedPages(from ?? path, item, manner)) {
    for (const each of items) await write(each);
    if (next !== undefined) await sink.reached(next);
  }
}
