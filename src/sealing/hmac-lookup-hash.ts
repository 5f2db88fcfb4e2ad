import { createHmac, createSecretKey } from 'node:crypto';
import type { LookupHash } from '../ports/lookup-hash.ts';

/** @param key 32 bytes, kept apart from all data it hashes */
export function createLookupHash(key: Buffer): LookupHash {
  // Made once: from a Buffer, Node would make it anew for every hash, which takes several times as long as the hash.
  const secret = createSecretKey(key);
  return (...parts) => {
    const hmac = createHmac('sha256', secret);
    // Lengths go first, so that ('ab', 'c') and ('a', 'bc') differ.
    for (const part of parts) hmac.update(`${String(Buffer.byteLength(part))}:`).update(part);
    return hmac.digest('base64url');
  };
}
