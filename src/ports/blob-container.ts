import type { Readable } from 'node:stream';

/** One container. It is created when it does not exist. Every method throws `StorageAway` when storage does not answer. */
export interface BlobContainer {
  put(name: string, content: Buffer, contentType: string): Promise<void>;
  /** Writes the blob only if no blob has this name. @returns false when one has */
  create(name: string, content: Buffer, contentType: string): Promise<boolean>;
  /** Writes content of any length in constant memory. The blob appears only when all of it is written. */
  putStream(name: string, content: Readable, contentType: string): Promise<void>;
  /** @returns null when there is no such blob */
  get(name: string): Promise<Buffer | null>;
  getStream(name: string): Promise<{ stream: Readable; bytes: number } | null>;
  /** RFC 3339: when the blob was created; null when there is no such blob. */
  createdAt(name: string): Promise<string | null>;
  delete(name: string): Promise<void>;
}
