import { randomBytes } from 'node:crypto';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import type { SealedNotes } from '../ports/sealed-notes.ts';
import { sealing, unsealing } from './sealing-stream.ts';
import { transformed } from './transformed.ts';

const keyBytes = 32;

/** Notes are sealed as blobs are, and bound to their request. */
export function createSealedNotes(encryption: KeyEncryption): SealedNotes {
  const place = (requestId: string): string => `${requestId}/note`;
  return {
    async seal(requestId, content) {
      const key = randomBytes(keyBytes);
      const plain = Buffer.from(JSON.stringify(content));
      const sealed = await transformed(plain, sealing(key, place(requestId)));
      return { wrappedKey: await encryption.wrap(key), sealed: sealed.toString('base64url') };
    },
    async open(requestId, { wrappedKey, sealed }) {
      const key = await encryption.unwrap(wrappedKey);
      const plain = await transformed(
        Buffer.from(sealed, 'base64url'),
        unsealing(key, place(requestId)),
      );
      return JSON.parse(plain.toString()) as unknown;
    },
  };
}
