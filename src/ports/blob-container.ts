import type { Readable } from 'node:stream';

/** One container, made when it is missing. Every method throws `StorageAway` when storage does not answer. */
export interface BlobContainer {
  put(name: string, content: Buffer, contentType: string): Promise<void>;
  /** Writes the blob unless there is one of this name. @returns false when there is */
  create(name: string, content: Buffer, contentType: string): Promise<boolean>;
  /** Any length in constant memory; nothing is there until all of it is. */
  putStream(name: string, content: Readable, contentType: string): Promise<void>;
  /** @returns null when there is no such blob */
  get(name: string): Promise<Buffer | null>;
  getStream(name: string): Promise<{ stream: Readable; bytes: number } | null>;
  delete(name: string): Promise<void>;
}
