import { LRUCache } from 'lru-cache';
import type { RequestId } from '../domain/request.ts';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import { KeyDestroyed, type KeyPurpose, type KeyRing } from '../ports/key-ring.ts';
import type { Envelope } from '../ports/envelopes.ts';
import type { StoredKeys } from '../ports/stored-keys.ts';
import { freshKey, sealEnvelope, openEnvelope } from './envelopes.ts';

// Another instance may destroy a key that is still in this cache, so a key stays here for ten minutes at most.
const cachedForMs = 10 * 60 * 1000;

/** Unwraps the stored keys. Unwrapped dossier keys are cached, because otherwise every step would use the key-encryption key. */
export function createKeyRing(stored: StoredKeys, encryption: KeyEncryption): KeyRing {
  const opened = new LRUCache<RequestId, Buffer>({ max: 2_000, ttl: cachedForMs });
  const place = (requestId: RequestId, purpose: KeyPurpose): string => `${requestId}/${purpose}`;

  async function unwrapped(
    requestId: RequestId,
    purpose: KeyPurpose,
  ): Promise<{ envelope: Envelope; key: Buffer }> {
    const envelope = await stored.read(requestId, purpose);
    if (envelope === null) throw new KeyDestroyed();
    const key = await encryption.unwrap(envelope.wrappedKey);
    if (purpose === 'dossier') opened.set(requestId, key);
    return { envelope, key };
  }

  return {
    create(requestId, purpose, content) {
      const key = freshKey();
      if (purpose === 'dossier') opened.set(requestId, key);
      return sealEnvelope(encryption, key, place(requestId, purpose), content);
    },
    async read(requestId, purpose) {
      const { envelope, key } = await unwrapped(requestId, purpose);
      return await openEnvelope(key, place(requestId, purpose), envelope);
    },
    open: async (requestId) => opened.get(requestId) ?? (await unwrapped(requestId, 'dossier')).key,
    async destroy(requestId, purpose) {
      await stored.destroy(requestId, purpose);
      if (purpose === 'dossier') opened.delete(requestId);
    },
    forget: (requestId) => void opened.delete(requestId),
  };
}
