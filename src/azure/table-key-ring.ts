import { randomBytes } from 'node:crypto';
import type { TableClient } from '@azure/data-tables';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import { KeyDestroyed, type KeyRing } from '../ports/key-ring.ts';
import type { OpenedKeys } from './opened-keys.ts';
import { destroyedKey, keyRow, registerPartition } from './register-rows.ts';
import type { RegisterTable } from './register-table.ts';
import { hasStatus } from './storage-faults.ts';

const keyBytes = 32;

/** Wrapped keys are rows of the register; opened ones stay in this process's memory for a while. */
export function createTableKeyRing(
  table: RegisterTable,
  encryption: KeyEncryption,
  opened: OpenedKeys,
): KeyRing {
  async function wrappedKey(client: TableClient, rowKey: string): Promise<string | null> {
    try {
      const row = await client.getEntity<{ wrapped?: string }>(registerPartition, rowKey);
      return row.wrapped ?? null;
    } catch (error) {
      if (hasStatus(error, 404)) return null;
      throw error;
    }
  }

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
      const wrapped = await table((client) => wrappedKey(client, keyRow(requestId, purpose)));
      if (wrapped === null) throw new KeyDestroyed();
      const key = await encryption.unwrap(wrapped);
      opened.keep(requestId, purpose, key);
      return key;
    },
    async destroy(requestId, purpose) {
      await table((client) => client.upsertEntity(destroyedKey(requestId, purpose), 'Replace'));
      opened.evict(requestId, purpose);
    },
  };
}
