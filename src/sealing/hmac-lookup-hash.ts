import { createHmac, createSecretKey } from 'node:crypto';
import type { LookupHash } from '../ports/lookup-hash.ts';

/** @param key 32 bytes. It must not be stored together with the hashes. */
export function createLookupHash(key: Buffer): LookupHash {
  // If the key were a Buffer, Node would make a new key object for every hash. That takes several times as long as the hash itself.
  const secret = createSecretKey(key);
  return (...parts) => {
    const hmac = createHmac('sha256', secret);
    // Each part is hashed with its length, so that ('ab', 'c') and ('a', 'bc') differ.
    for (const part of parts) hmac.update(`${String(Buffer.byteLength(part))}:`).update(part);
    return hmac.digest('base64url');
  };
}
