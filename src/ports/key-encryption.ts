/** Wraps the keys of requests. The key-encryption key itself is never handed out. */
export interface KeyEncryption {
  wrap(key: Buffer): Promise<string>;
  /** @throws KeysDiffer when the key was wrapped by another key-encryption key */
  unwrap(wrapped: string): Promise<Buffer>;
}
