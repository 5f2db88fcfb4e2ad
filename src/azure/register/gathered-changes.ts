import type { TransactionAction } from '@azure/data-tables';
import { StorageAway } from '../../ports/storage-away.ts';
import type { RegisterTable } from './register-table.ts';
import { commit, mostOperations, type Commit } from './transaction.ts';

interface Waiting {
  readonly change: readonly TransactionAction[];
  readonly settle: PromiseWithResolvers<Awaited<ReturnType<Commit>>>;
}

/**
 * Sends changes of several requests together in one transaction, because a transaction of twenty rows costs only twice as much as one row.
 * Changes that come while a transaction is being sent are sent with the next one. Each change is still written all or nothing, and each
 * caller gets the result of its own change.
 */
export function gatherChanges(table: RegisterTable): Commit {
  const waiting: Waiting[] = [];
  let underWay = false;

  async function flush(): Promise<void> {
    underWay = true;
    // Waits for other changes of the same turn of the event loop.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const some = takeSome(waiting);
      const away = await send(table, some);
      // Storage was tried for long enough. The changes that still wait fail at once.
      if (away) for (const { settle } of waiting.splice(0)) settle.reject(away);
    }
    underWay = false;
  }

  return (change) => {
    const one: Waiting = { change, settle: Promise.withResolvers() };
    waiting.push(one);
    if (!underWay) void flush();
    return one.settle.promise;
  };
}

/**
 * Takes as many changes as fit into one transaction, at least the first. A transaction holds each row only once. Changes of one row keep
 * their order.
 */
function takeSome(waiting: Waiting[]): Waiting[] {
  const rows = new Set<string | undefined>();
  const some: Waiting[] = [];
  const left: Waiting[] = [];
  let operations = 0;
  for (const one of waiting) {
    const { change } = one;
    const again = change.some(([, { rowKey }]) => rows.has(rowKey));
    for (const [, { rowKey }] of change) rows.add(rowKey);
    const fits = some.length === 0 || operations + change.length <= mostOperations;
    if (again || !fits) left.push(one);
    else {
      some.push(one);
      operations += change.length;
    }
  }
  waiting.splice(0, waiting.length, ...left);
  return some;
}

/**
 * Sends the changes and gives each caller its result. When storage refuses the transaction, each change is sent alone, because one of them
 * may be the reason.
 * @returns the error when storage is away
 */
async function send(
  table: RegisterTable,
  some: readonly Waiting[],
): Promise<StorageAway | undefined> {
  try {
    const etags = await commit(
      table,
      some.flatMap(({ change }) => change),
    );
    if (etags !== null || some.length === 1) {
      let from = 0;
      for (const { change, settle } of some)
        settle.resolve(etags?.slice(from, (from += change.length)) ?? null);
      return undefined;
    }
  } catch (error) {
    if (error instanceof StorageAway || some.length === 1) {
      for (const { settle } of some) settle.reject(error);
      return error instanceof StorageAway ? error : undefined;
    }
  }
  const away = await Promise.all(some.map((one) => send(table, [one])));
  return away.find((error) => error !== undefined);
}
