import { LRUCache } from 'lru-cache';
import type { RequestId } from '../domain/request.ts';

/** Keys of dossiers as this process holds them in memory, so that not every step asks for the key-encryption key. */
export interface OpenedKeys {
  get(requestId: RequestId): Buffer | undefined;
  keep(requestId: RequestId, key: Buffer): void;
  evict(requestId: RequestId): void;
}

// Another instance may destroy a key that this one still holds: ten minutes later it is forgotten here too.
const forgottenAfterMs = 10 * 60 * 1000;

export function createOpenedKeys(): OpenedKeys {
  const keys = new LRUCache<RequestId, Buffer>({ max: 2_000, ttl: forgottenAfterMs });
  return {
    get: (requestId) => keys.get(requestId),
    keep: (requestId, key) => void keys.set(requestId, key),
    evict: (requestId) => void keys.delete(requestId),
  };
}
