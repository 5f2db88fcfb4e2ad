import type { RequestId } from '../domain/request.ts';
import type { SealedNote } from './sealed-notes.ts';

/** What a key of a request opens. The callback's address outlives the dossier: it is needed until the status is delivered. */
export type KeyPurpose = 'dossier' | 'callback';

/** The keys of requests, each with the content it sealed first. A destroyed key makes everything sealed with it unreadable for ever. */
export interface KeyRing {
  /**
   * Makes a fresh key, usable at once in this process, and seals a first content with it; both last once the note is registered
   * (`Acceptance.notes`).
   */
  create(requestId: RequestId, purpose: KeyPurpose, content: unknown): Promise<SealedNote>;
  /**
   * The content that the key was made for.
   * @throws KeyDestroyed when the key is destroyed or never existed
   */
  read(requestId: RequestId, purpose: KeyPurpose): Promise<unknown>;
  /**
   * The key for `dossier`, for whatever else is sealed while the request runs.
   * @throws KeyDestroyed when the request is closed or its key never existed
   */
  open(requestId: RequestId): Promise<Buffer>;
  destroy(requestId: RequestId, purpose: KeyPurpose): Promise<void>;
  /** Drops what this process holds in memory of an ended request. */
  forget(requestId: RequestId): void;
}

/** The key of a closed request was asked for: what it sealed is gone on purpose. */
export class KeyDestroyed extends Error {
  constructor() {
    super('The key of this request is destroyed.');
    this.name = 'KeyDestroyed';
  }
}
