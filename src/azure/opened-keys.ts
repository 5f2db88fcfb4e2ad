import { LRUCache } from 'lru-cache';
import type { KeyPurpose } from '../ports/key-ring.ts';
import type { RequestId } from '../domain/request.ts';

/** Keys of requests as this process holds them in memory, so that not every step asks for the key-encryption key. */
export interface OpenedKeys {
  get(requestId: RequestId, purpose: KeyPurpose): Buffer | undefined;
  keep(requestId: RequestId, purpose: KeyPurpose, key: Buffer): void;
  evict(requestId: RequestId, purpose: KeyPurpose): void;
}

// Another instance may destroy a key that this one still holds: ten minutes later it is forgotten here too.
const forgottenAfterMs = 10 * 60 * 1000;

export function createOpenedKeys(): OpenedKeys {
  const keys = new LRUCache<string, Buffer>({ max: 2_000, ttl: forgottenAfterMs });
  const name = (requestId: RequestId, purpose: KeyPurpose): string => `${requestId} ${purpose}`;
  return {
    get: (requestId, purpose) => keys.get(name(requestId, purpose)),
    keep: (requestId, purpose, key) => void keys.set(name(requestId, purpose), key),
    evict: (requestId, purpose) => void keys.delete(name(requestId, purpose)),
  };
}
