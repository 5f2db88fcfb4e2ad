import type { Envelope } from './envelopes.ts';

/** The results of searches, sealed and kept for a short time. Only a caller who knows the code of a search can find its row. */
export interface KeptSearches {
  /**
   * @param mark a keyed hash of the code and its caller
   * @param until RFC 3339, in UTC
   */
  keep(mark: string, envelope: Envelope, until: string): Promise<void>;
  /** @returns null when there is no such search, or its time has passed */
  read(mark: string, now: string): Promise<Envelope | null>;
  /** Deletes the searches whose time has passed. */
  forgetBefore(now: string): Promise<void>;
}
