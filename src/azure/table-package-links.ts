import { odata } from '@azure/data-tables';
import type { Actor } from '../domain/fact.ts';
import { requestIdOf } from '../domain/request.ts';
import type { PackageLinks } from '../ports/package-links.ts';
import { rowOrNone, type RegisterTable } from './register/register-table.ts';
import { hasStatus } from './storage-faults.ts';

const partitionKey = 'package-links';

interface LinkRow {
  readonly requestId: string;
  readonly actor: string;
  readonly until: string;
  readonly isSpent: boolean;
}

/** Links to packages in the table of the register, in a partition of their own: one row each. */
export function createTablePackageLinks(table: RegisterTable): PackageLinks {
  const rowOf = (hash: string) =>
    table((client) => rowOrNone(() => client.getEntity<LinkRow>(partitionKey, hash)));

  return {
    async keep(hash, { actor, ...link }) {
      const row = { partitionKey, rowKey: hash, ...link, actor: JSON.stringify(actor) };
      await table((client) => client.upsertEntity({ ...row, isSpent: false }, 'Replace'));
    },
    async read(hash) {
      const row = await rowOf(hash);
      if (!row) return null;
      const { requestId, actor, until, isSpent } = row;
      return {
        requestId: requestIdOf(requestId),
        actor: JSON.parse(actor) as Actor,
        until,
        isSpent,
      };
    },
    async spend(hash) {
      const row = await rowOf(hash);
      if (!row || row.isSpent) return false;
      const spent = { partitionKey, rowKey: hash, isSpent: true };
      try {
        await table((client) => client.updateEntity(spent, 'Merge', { etag: row.etag }));
        return true;
      } catch (error) {
        // Another call changed or deleted the row first.
        if (hasStatus(error, 404, 412)) return false;
        throw error;
      }
    },
    async forgetBefore(time) {
      const filter = odata`PartitionKey eq ${partitionKey} and until lt ${time}`;
      await table(async (client) => {
        for await (const { rowKey = '' } of client.listEntities({
          queryOptions: { filter, select: ['RowKey'] },
        }))
          await client.deleteEntity(partitionKey, rowKey);
      });
    },
  };
}
