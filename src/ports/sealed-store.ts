import type { Readable } from 'node:stream';
import type { RequestId } from '../domain/request.ts';
import type { SystemId } from '../domain/system.ts';

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

/** The name of the blob that holds the export of one system until the package is compiled. */
export const stagedExport = (system: SystemId): string => `export-${system}`;

/** Storage lost a blob that it had acknowledged, so the request cannot go on. */
export class SealedBlobMissing extends Error {
  constructor() {
    super('A sealed blob of this request is missing from storage.');
    this.name = 'SealedBlobMissing';
  }
}
