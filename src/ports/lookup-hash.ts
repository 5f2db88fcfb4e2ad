/** HMAC-SHA-256 under a service key: a plain hash of an identifier would be personal data itself. */
export type LookupHash = (...parts: readonly string[]) => string;
