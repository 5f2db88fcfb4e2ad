import { createHmac } from 'node:crypto';
import type { ServiceKey } from '../domain/policy.ts';

const label = 'habeas service key';

/**
 * The fingerprint of a key, which the policy holds instead of the key. The key is its own HMAC key, so no other secret is needed to make an
 * entry. A key has 256 random bits, so it cannot be guessed from its fingerprint.
 */
export function keyFingerprint(key: string): string {
  return createHmac('sha256', key).update(label).digest('base64url');
}

/** Compares fingerprints, not keys. So the time of the comparison reveals nothing about a key. */
export function findServiceKey(keys: readonly ServiceKey[], given: string): ServiceKey | undefined {
  const fingerprint = keyFingerprint(given);
  return keys.find(({ hmac }) => hmac === fingerprint);
}
