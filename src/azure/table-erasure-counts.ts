import { randomUUID } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { ErasureCounts } from '../ports/erasure-counts.ts';
import { after, rowsBetween, type RegisterTable } from './register/register-table.ts';

interface CountRow {
  readonly count: number;
}

const partitionKey = 'erasures';

/** In the table of the register, in a partition of its own: a row for each hour and process. */
export function createTableErasureCounts(table: RegisterTable): ErasureCounts {
  const self = randomUUID();
  async function sum(hour: string, but = ''): Promise<number> {
    let count = 0;
    for await (const page of rowsBetween<CountRow>(table, partitionKey, hour, after(hour)))
      for (const row of page) if (row.rowKey !== but) count += row.count;
    return count;
  }
  return {
    async share(hour, own) {
      const rowKey = `${hour}-${self}`;
      const row = { partitionKey, rowKey, count: own };
      await table((client) => client.upsertEntity(row, 'Replace'));
      return sum(hour, rowKey);
    },
    total: (hour) => sum(hour),
    async forgetBefore(hour) {
      const filter = odata`PartitionKey eq ${partitionKey} and RowKey lt ${hour}`;
      await table(async (client) => {
        for await (const { rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['RowKey'] },
        }))
          await client.deleteEntity(partitionKey, rowKey);
      });
    },
  };
}
