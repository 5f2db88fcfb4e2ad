import { randomBytes } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import type { SealedNotes } from '../ports/sealed-notes.ts';
import { sealing, unsealing } from './sealing-stream.ts';

const keyBytes = 32;

/** Notes are sealed as blobs are, and bound to their request. */
export function createSealedNotes(encryption: KeyEncryption): SealedNotes {
  const place = (requestId: string): string => `${requestId}/note`;
  return {
    async seal(requestId, content) {
      const key = randomBytes(keyBytes);
      const plain = Buffer.from(JSON.stringify(content));
      const sealed = await through(plain, sealing(key, place(requestId)));
      return { wrappedKey: await encryption.wrap(key), sealed: sealed.toString('base64url') };
    },
    async open(requestId, { wrappedKey, sealed }) {
      const key = await encryption.unwrap(wrappedKey);
      const plain = await through(
        Buffer.from(sealed, 'base64url'),
        unsealing(key, place(requestId)),
      );
      return JSON.parse(plain.toString()) as unknown;
    },
  };
}

function through(content: Buffer, transform: Transform): Promise<Buffer> {
  return buffer(Readable.from([content]).pipe(transform));
}
