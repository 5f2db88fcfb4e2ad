import type { Dossier } from '../domain/dossier.ts';
import type { KnownIdentifier } from '../domain/identifier.ts';
import type { RequestId } from '../domain/request.ts';
import type { Envelope } from './envelopes.ts';

/** Reads and writes dossiers. A version never changes. Version 0 holds the identifiers that the sender gave. */
export interface Dossiers {
  /** Seals version 0 with a new key. The key and the dossier are permanent once the envelope is registered (`Acceptance.envelopes`). */
  create(dossier: Dossier): Promise<Envelope>;
  /**
   * @throws SealedBlobMissing when storage lost it
   * @throws KeyDestroyed when the request is closed
   */
  read(requestId: RequestId, version: number): Promise<Dossier>;
  /** @param version from 1 */
  write(dossier: Dossier, version: number): Promise<void>;
  /** Seals identifiers that were added later, in a blob with this name. They count as soon as a decision of the request names them. */
  add(requestId: RequestId, name: string, identifiers: readonly KnownIdentifier[]): Promise<void>;
  /** @throws as `read` does */
  readAdded(requestId: RequestId, name: string): Promise<readonly KnownIdentifier[]>;
  /** Removes an ended request, with its key, from the memory of this process. */
  forget(requestId: RequestId): void;
}
