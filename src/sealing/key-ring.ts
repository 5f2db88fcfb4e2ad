import { LRUCache } from 'lru-cache';
import type { RequestId } from '../domain/request.ts';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import { KeyDestroyed, type KeyPurpose, type KeyRing } from '../ports/key-ring.ts';
import type { SealedNote } from '../ports/sealed-notes.ts';
import type { StoredKeys } from '../ports/stored-keys.ts';
import { freshKey, sealNote, unsealNote } from './sealed-notes.ts';

// Another instance may destroy a key that is still in this cache, so a key stays here for ten minutes at most.
const cachedForMs = 10 * 60 * 1000;

/** Unwraps the stored keys. Unwrapped dossier keys are cached, so that not every step uses the key-encryption key. */
export function createKeyRing(stored: StoredKeys, encryption: KeyEncryption): KeyRing {
  const opened = new LRUCache<RequestId, Buffer>({ max: 2_000, ttl: cachedForMs });
  const place = (requestId: RequestId, purpose: KeyPurpose): string => `${requestId}/${purpose}`;

  async function unwrapped(
    requestId: RequestId,
    purpose: KeyPurpose,
  ): Promise<{ note: SealedNote; key: Buffer }> {
    const note = await stored.read(requestId, purpose);
    if (note === null) throw new KeyDestroyed();
    const key = await encryption.unwrap(note.wrappedKey);
    if (purpose === 'dossier') opened.set(requestId, key);
    return { note, key };
  }

  return {
    create(requestId, purpose, content) {
      const key = freshKey();
      if (purpose === 'dossier') opened.set(requestId, key);
      return sealNote(encryption, key, place(requestId, purpose), content);
    },
    async read(requestId, purpose) {
      const { note, key } = await unwrapped(requestId, purpose);
      return await unsealNote(key, place(requestId, purpose), note);
    },
    open: async (requestId) => opened.get(requestId) ?? (await unwrapped(requestId, 'dossier')).key,
    async destroy(requestId, purpose) {
      await stored.destroy(requestId, purpose);
      if (purpose === 'dossier') opened.delete(requestId);
    },
    forget: (requestId) => void opened.delete(requestId),
  };
}
