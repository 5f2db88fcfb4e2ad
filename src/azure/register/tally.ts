import { odata } from '@azure/data-tables';
import { isTerminal, requestIdOf, requestStates, type RequestId } from '../../domain/request.ts';
import type { DaysLeft, RegisterTally } from '../../ports/register-tally.ts';
import { withStorage } from '../storage-faults.ts';
import { firstIdAt } from './first-id-at.ts';
import { isSeldomState } from './index-rows.ts';
import { after, rowOrNone, type RegisterTable } from './register-table.ts';
import {
  allRequests,
  brakePrefix,
  inState,
  registerPartition,
  requestRow,
  waitingFor,
  countedRow,
} from './rows.ts';

const hourMs = 3600_000;
const dayMs = 24 * hourMs;

interface Counted {
  /** All requests with ids before this one are counted. */
  readonly before: RequestId;
  readonly requests: number;
}

/**
 * Counts the rows by which lists find requests. Requests that were accepted more than an hour ago are counted once, and their number is
 * stored in a row. So the number of ended requests does not change the cost of the next count.
 */
export function createTally(table: RegisterTable): (now: Date) => Promise<RegisterTally> {
  async function countAll(now: Date): Promise<number> {
    const before = firstIdAt(now.getTime() - hourMs);
    const known = await readCounted(table);
    const isNews = known === null || known.before < firstIdAt(now.getTime() - 2 * hourMs);
    const counted = isNews ? await countUntil(table, before, known) : known;
    if (isNews) await keepCounted(table, counted);
    const newer = await countBetween(table, allRequests, after(requestRow(counted.before)));
    return counted.requests + newer;
  }

  return async (now) => {
    const seldom = requestStates.filter(isSeldomState);
    const [open, all, waitingForSystem, braked, ...counts] = await Promise.all([
      openIn(table, now),
      countAll(now),
      countBetween(table, waitingFor('any'), after(waitingFor('any'))),
      countBetween(table, brakePrefix, after(brakePrefix)),
      ...seldom.map((state) => countBetween(table, inState(state), after(inState(state)))),
    ]);
    const states = seldom.map((state, index) => ({ state, count: counts[index] ?? 0 }));
    const sumOf = (ended: boolean) =>
      states.reduce((sum, { state, count }) => sum + (isTerminal(state) === ended ? count : 0), 0);
    return {
      ...open,
      // A request that changes while it is counted may be counted twice.
      working: Math.max(0, open.open - sumOf(false)),
      states: {
        ...Object.fromEntries(states.map(({ state, count }) => [state, count])),
        completed: Math.max(0, all - open.open - sumOf(true)),
      },
      waitingForSystem,
      braked,
    };
  };
}

/** Newer requests come first. */
async function countUntil(
  table: RegisterTable,
  before: RequestId,
  known: Counted | null,
): Promise<Counted> {
  const until = known ? after(requestRow(known.before)) : after(allRequests);
  const more = await countBetween(table, after(requestRow(before)), until);
  return { before, requests: more + (known?.requests ?? 0) };
}

async function readCounted(table: RegisterTable): Promise<Counted | null> {
  const row = await table((client) =>
    rowOrNone(() => client.getEntity<Counted>(registerPartition, countedRow)),
  );
  return row ? { before: requestIdOf(row.before), requests: row.requests } : null;
}

/** Every host gets the same number, so it does not matter whose row stays. */
async function keepCounted(table: RegisterTable, { before, requests }: Counted): Promise<void> {
  const row = { partitionKey: registerPartition, rowKey: countedRow, before, requests };
  await table((client) => client.upsertEntity(row, 'Replace'));
}

async function openIn(
  table: RegisterTable,
  now: Date,
): Promise<Pick<RegisterTally, 'open' | 'daysLeft' | 'oldestOpen'>> {
  const left = { late: 0, week: 0, fortnight: 0, month: 0, later: 0 };
  let open = 0;
  let oldest: RequestId | null = null;
  for await (const keys of keysBetween(table, 'due-', after('due-')))
    for (const key of keys) {
      // `due-{time}-{id}`: a time has 24 characters, an id has 26.
      const id = requestIdOf(key.slice(-26));
      left[bucketOf(key.slice(4, 28), now)] += 1;
      open += 1;
      if (oldest === null || id < oldest) oldest = id;
    }
  return { open, daysLeft: left, oldestOpen: oldest };
}

function bucketOf(dueAt: string, now: Date): keyof DaysLeft {
  const days = (Date.parse(dueAt) - now.getTime()) / dayMs;
  if (days < 0) return 'late';
  if (days <= 7) return 'week';
  if (days <= 14) return 'fortnight';
  return days <= 30 ? 'month' : 'later';
}

async function countBetween(table: RegisterTable, from: string, to: string): Promise<number> {
  let count = 0;
  for await (const keys of keysBetween(table, from, to)) count += keys.length;
  return count;
}

/** Only the keys of the rows, in pages: their content is not read. */
async function* keysBetween(
  table: RegisterTable,
  from: string,
  to: string,
): AsyncGenerator<string[]> {
  const filter = odata`PartitionKey eq ${registerPartition} and RowKey ge ${from} and RowKey lt ${to}`;
  const pages = await table((client) =>
    Promise.resolve(
      client
        .listEntities({ queryOptions: { filter, select: ['RowKey'] } })
        .byPage({ maxPageSize: 1000 }),
    ),
  );
  for (;;) {
    const page = await withStorage(() => pages.next());
    if (page.done) return;
    yield page.value.map(({ rowKey = '' }) => rowKey);
  }
}
