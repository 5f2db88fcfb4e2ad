import type { RequestId } from '../domain/request.ts';
import type { KeyPurpose } from './key-ring.ts';
import type { Envelope } from './envelopes.ts';

/** The wrapped keys of requests, each with the first content that it sealed. They are written when a request is accepted. */
export interface StoredKeys {
  /** @returns null when the key is destroyed or never existed */
  read(requestId: RequestId, purpose: KeyPurpose): Promise<Envelope | null>;
  /** Succeeds also when the key does not exist. */
  destroy(requestId: RequestId, purpose: KeyPurpose): Promise<void>;
}
