import type { RequestId } from '../domain/request.ts';
import type { Envelope } from './envelopes.ts';

/** What a key of a request is for. The callback address has its own key, because the address is needed until the status is delivered. */
export type KeyPurpose = 'dossier' | 'callback';

/** The keys of requests, each with the first content that it sealed. When a key is destroyed, everything sealed with it stays unreadable. */
export interface KeyRing {
  /**
   * Makes a new key and seals a first content with it. This process can use the key at once. The key and the content are permanent once the
   * envelope is registered (`Acceptance.envelopes`).
   */
  create(requestId: RequestId, purpose: KeyPurpose, content: unknown): Promise<Envelope>;
  /**
   * Opens the first content that the key sealed.
   * @throws KeyDestroyed when the key is destroyed or never existed
   */
  read(requestId: RequestId, purpose: KeyPurpose): Promise<unknown>;
  /**
   * The key for `dossier`. It also seals all other data of the request while the request runs.
   * @throws KeyDestroyed when the request is closed or its key never existed
   */
  open(requestId: RequestId): Promise<Buffer>;
  destroy(requestId: RequestId, purpose: KeyPurpose): Promise<void>;
  /** Removes the keys of an ended request from the memory of this process. */
  forget(requestId: RequestId): void;
}

/** The key of a closed request was asked for. It was destroyed on purpose, and with it everything that it sealed. */
export class KeyDestroyed extends Error {
  constructor() {
    super('The key of this request is destroyed.');
    this.name = 'KeyDestroyed';
  }
}
