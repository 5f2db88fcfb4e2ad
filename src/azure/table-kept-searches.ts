import { odata } from '@azure/data-tables';
import type { KeptSearches } from '../ports/kept-searches.ts';
import { chunkedText, textOfChunks } from './register/chunked-text.ts';
import { rowOrNone, type RegisterTable } from './register/register-table.ts';

const partitionKey = 'searches';

interface SearchRow {
  readonly until: string;
  readonly wrappedKey: string;
}

/** Sealed results of searches in the table of the register, in a partition of their own: one row each. */
export function createTableKeptSearches(table: RegisterTable): KeptSearches {
  return {
    async keep(mark, { wrappedKey, sealed }, until) {
      const row = { partitionKey, rowKey: mark, until, wrappedKey };
      await table((client) =>
        client.upsertEntity({ ...row, ...chunkedText('sealed', sealed) }, 'Replace'),
      );
    },
    async read(mark, now) {
      const row = await table((client) =>
        rowOrNone(() => client.getEntity<SearchRow>(partitionKey, mark)),
      );
      if (!row || row.until <= now) return null;
      return { wrappedKey: row.wrappedKey, sealed: textOfChunks('sealed', row) };
    },
    async forgetBefore(now) {
      const filter = odata`PartitionKey eq ${partitionKey} and until le ${now}`;
      await table(async (client) => {
        for await (const { rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['RowKey'] },
        }))
          await client.deleteEntity(partitionKey, rowKey);
      });
    },
  };
}
