import type { Readable } from 'node:stream';
import type { RequestId } from '../domain/request.ts';

/** Encrypted blobs in `dsar-sealed`. Only the key of its request opens a blob (AES-256-GCM). */
export interface SealedStore {
  put(requestId: RequestId, name: string, content: unknown): Promise<void>;
  /**
   * @throws KeyDestroyed after the request was closed
   * @throws SealedBlobMissing when storage lost it
   */
  get(requestId: RequestId, name: string): Promise<unknown>;
  /** Seals a stream of any length in constant memory. */
  putStream(requestId: RequestId, name: string, content: Readable): Promise<void>;
  /** The stream fails when the blob was truncated or changed. */
  getStream(requestId: RequestId, name: string): Promise<Readable>;
}

/** Storage lost a blob that it had acknowledged, so the request cannot continue. */
export class SealedBlobMissing extends Error {
  constructor() {
    super('A sealed blob of this request is missing from storage.');
    this.name = 'SealedBlobMissing';
  }
}
