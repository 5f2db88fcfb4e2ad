import type { Readable } from 'node:stream';
import type { RequestId } from '../domain/request.ts';
import type { KeyPurpose } from './key-ring.ts';

/** Encrypted blobs in `dsar-sealed`, each opened with a key of its request only (AES-256-GCM). */
export interface SealedStore {
  put(requestId: RequestId, name: string, content: unknown, purpose?: KeyPurpose): Promise<void>;
  /**
   * @throws KeyDestroyed after the request was closed
   * @throws SealedBlobMissing when storage lost it
   */
  get(requestId: RequestId, name: string, purpose?: KeyPurpose): Promise<unknown>;
  /** Seals a stream of any length in constant memory. */
  putStream(requestId: RequestId, name: string, content: Readable): Promise<void>;
  /** The stream fails when the blob was cut off or changed. */
  getStream(requestId: RequestId, name: string): Promise<Readable>;
  /** Removes every sealed blob of a request. */
  discard(requestId: RequestId): Promise<void>;
}

/** Names of what the intake seals; the flow reads them. */
export const sealedNames = {
  /** Version 0 is what the sender gave. */
  dossier: (version: number): string => `dossier-${String(version)}`,
  /** What was exported from one system, until the package is compiled. */
  stagedExport: (system: string): string => `export-${system}`,
  /** `{url}`, under the key for `callback`. */
  callback: 'callback',
} as const;

/** Storage no longer has a blob that was acknowledged: the request cannot go on. */
export class SealedBlobMissing extends Error {
  constructor() {
    super('A sealed blob of this request is missing from storage.');
    this.name = 'SealedBlobMissing';
  }
}
