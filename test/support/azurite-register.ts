import type { TableEntityResult, TransactionAction } from '@azure/data-tables';
import { openRegisterTable, type RegisterTable } from '../../src/azure/register/register-table.ts';
import { createStoredKeys } from '../../src/azure/register/stored-keys.ts';
import { createTableRegister } from '../../src/azure/register/table-register.ts';
import { openStorage } from '../../src/azure/storage.ts';
import { createKeyRing } from '../../src/sealing/key-ring.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';
import type { Azurite } from './azurite.ts';
import type { OpenedRegister } from './register-suite.ts';

export interface AzuriteRegister extends OpenedRegister {
  readonly table: RegisterTable;
  /** The rows whose keys begin with this. */
  rows(prefix: string): Promise<TableEntityResult<Record<string, unknown>>[]>;
}

/** The register in Azurite, emptied. */
export async function openAzuriteRegister(azurite: Azurite): Promise<AzuriteRegister> {
  const client = openStorage({ connectionString: azurite.connectionString }).register;
  const table = openRegisterTable(client);
  const clock = { at: '2026-03-02T10:30:00.000Z' };
  const anotherProcess = () => ({
    register: createTableRegister(table, () => new Date(clock.at)),
    keys: createKeyRing(createStoredKeys(table), createLocalKeyEncryption(Buffer.alloc(32, 7))),
  });
  const rows = (prefix: string) =>
    table(async () => {
      const found = [];
      for await (const row of client.listEntities())
        if (row.rowKey?.startsWith(prefix)) found.push(row);
      return found;
    });
  const left = (await rows('')).map(({ partitionKey = '', rowKey = '' }): TransactionAction => [
    'delete',
    { partitionKey, rowKey },
  ]);
  for (let from = 0; from < left.length; from += 100)
    await client.submitTransaction(left.slice(from, from + 100));
  return { ...anotherProcess(), clock, anotherProcess, table, rows };
}
