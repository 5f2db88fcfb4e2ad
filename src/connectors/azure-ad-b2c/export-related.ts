import { z } from 'zod';
import type { ExportSink } from '../../ports/system-access.ts';
import { checkAnswer } from '../kit/parse-answer.ts';
import type { GraphAnswer } from './graph-call.ts';
import type { GraphClient } from './graph-client.ts';
import { isNotFound } from './graph-failure.ts';

const collection = z.object({
  value: z.array(z.looseObject({})),
  '@odata.nextLink': z.string().optional(),
});

type Item = Record<string, unknown>;

/** Replaces an answer that is missing in a batch. */
export const noAnswer: GraphAnswer = { status: 500, retryAfter: null, body: undefined };

/**
 * Was the property or relation refused because a permission or licence is missing?
 * @throws SystemFailure for a temporary failure: a complete export must not depend on chance
 */
export function isNotOffered(graph: GraphClient, answer: GraphAnswer): boolean {
  if ([400, 403, 405, 501].includes(answer.status)) return true;
  if (answer.status === 200 || answer.status === 404) return false;
  throw graph.failureOf(answer);
}

/**
 * Writes the items of one collection that belongs to a user, or a remark that it cannot be read.
 * @param change changes an item before it is written, for example to remove another person
 * @returns the items
 */
export async function exportRelated(
  graph: GraphClient,
  sink: ExportSink,
  part: string,
  answer: GraphAnswer = noAnswer,
  change: (item: Item) => Item = (item) => item,
): Promise<Item[]> {
  const written: Item[] = [];
  if (isNotOffered(graph, answer)) {
    sink.remark(part, 'Not read: the app lacks a permission, or the tenant does not offer it.');
  } else if (answer.status !== 404) {
    for await (const items of itemsOf(graph, answer)) {
      for (const item of items.map(withoutAnnotations).map(change)) {
        await sink.write(part, item);
        written.push(item);
      }
    }
  } else if (!isNotFound(answer)) {
    sink.remark(part, 'Not read: Graph does not offer it in this cloud.');
  }
  return written;
}

async function* itemsOf(graph: GraphClient, answer: GraphAnswer) {
  // A single object is answered without a list.
  const single = z.looseObject({ id: z.string() }).safeParse(answer.body);
  if (single.success) {
    yield [single.data];
    return;
  }
  const { value, '@odata.nextLink': next } = checkAnswer(answer.body, collection);
  yield value;
  if (next !== undefined) yield* graph.pages(next, z.looseObject({}));
}

export function withoutAnnotations<T extends Item>(object: T): T {
  return Object.fromEntries(
    Object.entries(object).filter(([name]) => !/^@odata\.(context|id|etag)/.test(name)),
  ) as T;
}
