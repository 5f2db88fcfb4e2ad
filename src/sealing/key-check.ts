import { createHmac } from 'node:crypto';
import type { BlobContainer } from '../ports/blob-container.ts';
import { KeysDiffer } from '../ports/keys-differ.ts';

/** Holds the ids of the keys since their first use. */
export const keyIdsBlob = 'key-ids.json';

/** An id that differs for each key and does not reveal the key. */
function idOf(key: Buffer): string {
  return createHmac('sha256', key).update('habeas key id').digest('hex');
}

/**
 * Makes a check that the service still uses the keys of its first start. The first start stores the ids of the keys.
 *
 * @param container stores the ids of the keys
 * @param keys the keys by the names of their environment variables
 * @returns the check. It throws `KeysDiffer` or `StorageAway`. After it has passed once, it does nothing.
 */
export function createKeyCheck(
  container: Pick<BlobContainer, 'get' | 'create'>,
  keys: Readonly<Record<string, Buffer>>,
): () => Promise<void> {
  const ids = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, idOf(key)]));
  let passed = false;

  async function stored(): Promise<Readonly<Record<string, unknown>>> {
    const before = await container.get(keyIdsBlob);
    if (before) return JSON.parse(before.toString()) as Record<string, unknown>;
    const isNew = await container.create(
      keyIdsBlob,
      Buffer.from(JSON.stringify(ids)),
      'application/json',
    );
    // Another instance may have stored its ids first.
    return isNew ? ids : await stored();
  }

  return async () => {
    if (passed) return;
    const known = await stored();
    const changed = Object.keys(ids).filter((name) => known[name] !== ids[name]);
    if (changed.length > 0) throw new KeysDiffer(changed);
    passed = true;
  };
}
