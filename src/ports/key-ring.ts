import type { RequestId } from '../domain/request.ts';

/**
 * What a key of a request opens. Two things outlive the dossier: the callback's address, until the status is delivered, and the records
 * under watch, until what expires by itself was read back.
 */
export type KeyPurpose = 'dossier' | 'callback' | 'watch';

/** The keys of requests. A destroyed key makes everything sealed with it unreadable for ever. */
export interface KeyRing {
  /**
   * Makes a fresh key, usable at once in this process; it lasts once the wrapped key is registered (`Acceptance.wrappedKeys`).
   * @returns the wrapped key
   */
  create(requestId: RequestId, purpose: KeyPurpose): Promise<string>;
  /** Makes and registers a key unless the request has had one for this purpose: a repeat after a crash seals with the same key. */
  ensure(requestId: RequestId, purpose: KeyPurpose): Promise<void>;
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
