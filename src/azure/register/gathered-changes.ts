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
    // Waits for other changes in the same iteration of the event loop.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const some = takeSome(waiting);
      const away = await send(table, some);
      // Storage did not answer for long enough. The changes that still wait fail at once.
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

/** A merge without an ETag: several merges of one row may become one. */
function isMerge([kind, , mode, options]: TransactionAction): boolean {
  return kind === 'update' && mode === 'Merge' && options?.etag === undefined;
}

/**
 * Takes as many changes as fit into one transaction, at least the first. A transaction holds each row only once, but merges of one row
 * are joined. Changes of one row keep their order.
 */
function takeSome(waiting: Waiting[]): Waiting[] {
  const rows = new Map<string, 'merged' | 'taken'>();
  const some: Waiting[] = [];
  const left: Waiting[] = [];
  let operations = 0;
  for (const one of waiting) {
    const { change } = one;
    const isFree = (action: TransactionAction) => {
      const row = rows.get(action[1].rowKey);
      return row === undefined || (row === 'merged' && isMerge(action));
    };
    const fits = some.length === 0 || operations + change.length <= mostOperations;
    const isTaken = fits && change.every(isFree);
    for (const action of change)
      rows.set(action[1].rowKey, isTaken && isMerge(action) ? 'merged' : 'taken');
    if (isTaken) operations += change.length;
    (isTaken ? some : left).push(one);
  }
  waiting.splice(0, waiting.length, ...left);
  return some;
}

/** The operations of all changes, with merges of one row joined, and for each change the positions of its operations. */
function joined(some: readonly Waiting[]): { actions: TransactionAction[]; places: number[][] } {
  const actions: TransactionAction[] = [];
  const merges = new Map<string, number>();
  const place = (action: TransactionAction): number => {
    const { rowKey } = action[1];
    const at = merges.get(rowKey);
    const before = at === undefined ? undefined : actions[at];
    if (at !== undefined && before) {
      actions[at] = ['update', { ...before[1], ...action[1] }, 'Merge'];
      return at;
    }
    if (isMerge(action)) merges.set(rowKey, actions.length);
    return actions.push(action) - 1;
  };
  const places = some.map(({ change }) => change.map(place));
  return { actions, places };
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
  const { actions, places } = joined(some);
  try {
    const etags = await commit(table, actions);
    if (etags !== null || some.length === 1) {
      for (const [index, { settle }] of some.entries())
        settle.resolve(etags && (places[index] ?? []).map((place) => etags[place]));
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
