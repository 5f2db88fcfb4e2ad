/** HMAC-SHA-256 with a key of the service. A hash without a key could be matched with a known identifier, so it would be personal data. */
export type LookupHash = (...parts: readonly string[]) => string;
