import type { RequestId } from '../domain/request.ts';

/** What a key of a request opens. The callback's address outlives the dossier: it is needed until the status is delivered. */
export type KeyPurpose = 'dossier' | 'callback';

/** The keys of requests. A destroyed key makes everything sealed with it unreadable for ever. */
export interface KeyRing {
  /**
   * Makes a fresh key, usable at once in this process; it lasts once the wrapped key is registered (`Acceptance.wrappedKeys`).
   * @returns the wrapped key
   */
  create(requestId: RequestId, purpose: KeyPurpose): Promise<string>;
  /** @throws KeyDestroyed when the request is closed or its key never existed */
  open(requestId: RequestId, purpose: KeyPurpose): Promise<Buffer>;
  destroy(requestId: RequestId, purpose: KeyPurpose): Promise<void>;
}

/** The key of a closed request was asked for: what it sealed is gone on purpose. */
export class KeyDestroyed extends Error {
  constructor() {
    super('The key of this request is destroyed.');
    this.name = 'KeyDestroyed';
  }
}
