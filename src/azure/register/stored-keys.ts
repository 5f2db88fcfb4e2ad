import type { StoredKeys } from '../../ports/stored-keys.ts';
import { readEnvelope } from './envelope-rows.ts';
import type { RegisterTable } from './register-table.ts';
import { keyRow, pointer } from './rows.ts';

/** Wrapped keys are rows of the register. A destroyed key leaves an empty row. */
export function createStoredKeys(table: RegisterTable): StoredKeys {
  return {
    read: (requestId, purpose) => readEnvelope(table, keyRow(requestId, purpose)),
    async destroy(requestId, purpose) {
      await table((client) =>
        client.upsertEntity(pointer(keyRow(requestId, purpose), requestId), 'Replace'),
      );
    },
  };
}
