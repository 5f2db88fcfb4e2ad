import { createHmac } from 'node:crypto';
import type { BlobContainer } from '../ports/blob-container.ts';
import { KeysDiffer } from '../ports/keys-differ.ts';

const blobName = 'key-ids.json';

/** Tells keys apart without telling anything of them. */
function idOf(key: Buffer): string {
  return createHmac('sha256', key).update('habeas key id').digest('hex');
}

/**
 * Compares the service's keys with those that its storage was first used with. Their ids are written down at the first start.
 *
 * @param container where the ids are kept
 * @param keys by the name of the environment variable that holds them
 * @returns the check: done once it passed, repeated until then
 * @throws KeysDiffer, StorageAway (the check)
 */
export function createKeyCheck(
  container: Pick<BlobContainer, 'get' | 'create'>,
  keys: Readonly<Record<string, Buffer>>,
): () => Promise<void> {
  const ids = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, idOf(key)]));
  let passed = false;

  async function stored(): Promise<Readonly<Record<string, unknown>>> {
    const before = await container.get(blobName);
    if (before) return JSON.parse(before.toString()) as Record<string, unknown>;
    const isNew = await container.create(
      blobName,
      Buffer.from(JSON.stringify(ids)),
      'application/json',
    );
    // Another instance may have been faster.
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
