import { createHmac } from 'node:crypto';
import type { LookupHash } from '../ports/lookup-hash.ts';

/** @param key 32 bytes, kept apart from all data it hashes */
export function createLookupHash(key: Buffer): LookupHash {
  return (...parts) => {
    const hmac = createHmac('sha256', key);
    // Lengths go first, so that ('ab', 'c') and ('a', 'bc') differ.
    for (const part of parts) hmac.update(`${String(Buffer.byteLength(part))}:`).update(part);
    return hmac.digest('base64url');
  };
}
