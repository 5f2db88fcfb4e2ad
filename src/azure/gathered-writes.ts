import type { TableEntity, TransactionAction } from '@azure/data-tables';
import type { RegisterTable } from './register-table.ts';
import { commit, mostOperations } from './register-transaction.ts';

/** Writes one row. Rejects with whatever storage says of this one row, whoever it travelled with. */
export type WriteRow = (kind: 'create' | 'replace' | 'merge', row: TableEntity) => Promise<void>;

interface Waiting {
  readonly kind: Parameters<WriteRow>[0];
  readonly row: TableEntity;
  readonly settle: PromiseWithResolvers<void>;
}

/**
 * Writes of one partition that come at once travel in one transaction: three rows cost little more than one. What comes while one is on
 * its way leaves with the next.
 */
export function gatherWrites(table: RegisterTable): WriteRow {
  const partitions = new Map<string, Waiting[]>();

  async function flush(partitionKey: string, waiting: Waiting[]): Promise<void> {
    // For whoever writes in the same turn of the event loop.
    await new Promise(setImmediate);
    while (waiting.length > 0) await send(table, takeSome(waiting));
    partitions.delete(partitionKey);
  }

  return (kind, row) => {
    const { partitionKey } = row;
    const one: Waiting = { kind, row, settle: Promise.withResolvers() };
    const underWay = partitions.get(partitionKey);
    if (underWay) underWay.push(one);
    else {
      const waiting = [one];
      partitions.set(partitionKey, waiting);
      void flush(partitionKey, waiting);
    }
    return one.settle.promise;
  };
}

/** As many as a transaction takes; it takes each row once. */
function takeSome(waiting: Waiting[]): Waiting[] {
  const keys = new Set<string>();
  const again = waiting.findIndex(({ row }) => keys.size === keys.add(row.rowKey).size);
  return waiting.splice(0, Math.min(again < 0 ? waiting.length : again, mostOperations));
}

/** Never rejects: those who wait are told. */
async function send(table: RegisterTable, some: readonly Waiting[]): Promise<void> {
  try {
    const together = some.length > 1 && (await commit(table, { actions: some.map(actionOf) }));
    if (together) for (const { settle } of some) settle.resolve();
    else await Promise.all(some.map((one) => sendAlone(table, one)));
  } catch (error) {
    for (const { settle } of some) settle.reject(error);
  }
}

async function sendAlone(table: RegisterTable, { kind, row, settle }: Waiting): Promise<void> {
  try {
    await table((client) => {
      if (kind === 'create') return client.createEntity(row);
      return kind === 'replace'
        ? client.upsertEntity(row, 'Replace')
        : client.updateEntity(row, 'Merge');
    });
    settle.resolve();
  } catch (error) {
    settle.reject(error);
  }
}

function actionOf({ kind, row }: Waiting): TransactionAction {
  switch (kind) {
    case 'create':
      return ['create', row];
    case 'replace':
      return ['upsert', row, 'Replace'];
    case 'merge':
      return ['update', row, 'Merge'];
  }
}
