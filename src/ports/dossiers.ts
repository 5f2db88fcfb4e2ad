import type { Dossier } from '../domain/dossier.ts';
import type { RequestId } from '../domain/request.ts';

/** Reads and writes dossiers. A version never changes; 0 is what the sender gave. */
export interface Dossiers {
  /**
   * @throws SealedBlobMissing when storage lost it
   * @throws KeyDestroyed when the request is closed
   */
  read(requestId: RequestId, version: number): Promise<Dossier>;
  write(dossier: Dossier, version: number): Promise<void>;
  /** Forgets a closed request at once. */
  forget(requestId: RequestId): void;
}
