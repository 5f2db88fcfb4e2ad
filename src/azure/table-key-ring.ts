import { randomBytes } from 'node:crypto';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import { KeyDestroyed, type KeyRing } from '../ports/key-ring.ts';
import type { OpenedKeys } from './opened-keys.ts';
import { destroyedKey, keyRow, registerPartition } from './register-rows.ts';
import { rowOrNone, type RegisterTable } from './register-table.ts';

const keyBytes = 32;

/** Without `wrapped` once the key is destroyed. */
interface KeyRow {
  readonly wrapped?: string;
}

/** Wrapped keys are rows of the register; opened ones stay in this process's memory for a while. */
export function createTableKeyRing(
  table: RegisterTable,
  encryption: KeyEncryption,
  opened: OpenedKeys,
): KeyRing {
  return {
    async create(requestId, purpose) {
      const key = randomBytes(keyBytes);
      const wrapped = await encryption.wrap(key);
      opened.keep(requestId, purpose, key);
      return wrapped;
    },
    async open(requestId, purpose) {
      const inMemory = opened.get(requestId, purpose);
      if (inMemory) return inMemory;
      const row = await table((client) =>
        rowOrNone(() => client.getEntity<KeyRow>(registerPartition, keyRow(requestId, purpose))),
      );
      if (row?.wrapped === undefined) throw new KeyDestroyed();
      const key = await encryption.unwrap(row.wrapped);
      opened.keep(requestId, purpose, key);
      return key;
    },
    async destroy(requestId, purpose) {
      await table((client) => client.upsertEntity(destroyedKey(requestId, purpose), 'Replace'));
      opened.evict(requestId, purpose);
    },
  };
}
