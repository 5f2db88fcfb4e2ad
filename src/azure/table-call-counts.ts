import { randomUUID } from 'node:crypto';
import { odata } from '@azure/data-tables';
import type { CallCounts } from '../ports/call-counts.ts';
import { after, rowsBetween, type RegisterTable } from './register/register-table.ts';

interface CountRow {
  readonly count: number;
}

const prefix = 'calls-';
const partitionOf = (minute: string): string => `${prefix}${minute}`;

/** Counts of calls in the table of the register, in partitions of their own: one row for each caller, minute and process. */
export function createTableCallCounts(table: RegisterTable): CallCounts {
  const self = randomUUID();
  return {
    async share(minute, caller, count) {
      const partitionKey = partitionOf(minute);
      const own = `${caller}-${self}`;
      await table((client) => client.upsertEntity({ partitionKey, rowKey: own, count }, 'Replace'));
      let others = 0;
      const pages = rowsBetween<CountRow>(table, partitionKey, `${caller}-`, after(`${caller}-`));
      for await (const page of pages)
        for (const row of page) if (row.rowKey !== own) others += row.count;
      return others;
    },
    async forgetBefore(minute) {
      const filter = odata`PartitionKey ge ${prefix} and PartitionKey lt ${partitionOf(minute)}`;
      await table(async (client) => {
        for await (const { partitionKey = '', rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['PartitionKey', 'RowKey'] },
        }))
          await client.deleteEntity(partitionKey, rowKey);
      });
    },
  };
}
