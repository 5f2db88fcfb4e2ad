/**
 * HMAC-SHA-256 with a key of the service. Anybody could compare a hash without a key with the hash of a known identifier, so it would be
 * personal data.
 */
export type LookupHash = (...parts: readonly string[]) => string;
