import type { RequestId } from '../../domain/request.ts';
import type { Journal } from '../../ports/register.ts';
import type { RegisterTable } from './register-table.ts';
import { chained, spilledFacts } from './stored-journal.ts';
import type { StoredRequest, StoredRequests } from './stored-requests.ts';

/** Reads all facts of a request. */
export async function readJournal(
  table: RegisterTable,
  requests: StoredRequests,
  requestId: RequestId,
  settled: boolean,
): Promise<Journal | null> {
  const stored = await (settled ? requests.settled(requestId) : requests.read(requestId));
  return stored ? await factsUntil(table, stored) : null;
}

/**
 * All facts up to what the row held when it was read. Facts that were moved into a row of their own since then are in both places, so they
 * are counted once.
 */
export async function factsUntil(
  table: RegisterTable,
  { request, journal }: StoredRequest,
): Promise<Journal> {
  const { head, tail } = chained(journal);
  const first = tail[0]?.seq ?? head.seq + 1;
  const moved = await spilledFacts(table, request.id);
  return { facts: [...moved.filter(({ seq }) => seq < first), ...tail], head };
}
