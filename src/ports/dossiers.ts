import type { Dossier } from '../domain/dossier.ts';
import type { RequestId } from '../domain/request.ts';
import type { SealedNote } from './sealed-notes.ts';

/** Reads and writes dossiers. A version never changes; 0 is what the sender gave. */
export interface Dossiers {
  /** Seals version 0 under a fresh key; both last once the note is registered (`Acceptance.notes`). */
  create(dossier: Dossier): Promise<SealedNote>;
  /**
   * @throws SealedBlobMissing when storage lost it
   * @throws KeyDestroyed when the request is closed
   */
  read(requestId: RequestId, version: number): Promise<Dossier>;
  /** @param version from 1 */
  write(dossier: Dossier, version: number): Promise<void>;
  /** Drops what this process holds in memory of an ended request, its key included. */
  forget(requestId: RequestId): void;
}
