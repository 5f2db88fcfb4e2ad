/** Wraps the keys of requests. The key-encryption key itself never leaves its place. */
export interface KeyEncryption {
  wrap(key: Buffer): Promise<string>;
  /** @throws when the wrapped key was not made by this key-encryption key */
  unwrap(wrapped: string): Promise<Buffer>;
}
