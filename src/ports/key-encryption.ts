/** Wraps the keys of requests. The key-encryption key itself never leaves its place. */
export interface KeyEncryption {
  wrap(key: Buffer): Promise<string>;
  /** @throws KeysDiffer when another key-encryption key wrapped it */
  unwrap(wrapped: string): Promise<Buffer>;
}
