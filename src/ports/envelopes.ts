/** A small content that is encrypted with a key of its own, together with that key, wrapped by the key-encryption key (envelope encryption). */
export interface Envelope {
  readonly wrappedKey: string;
  readonly sealed: string;
}

/** Seals small contents that are stored in a row, not in a blob. */
export interface Envelopes {
  /** @param owner the id of the request or of the search that the envelope belongs to */
  seal(owner: string, content: unknown): Promise<Envelope>;
  /** @throws when the envelope was changed, belongs to another owner, or its key was wrapped by another key-encryption key */
  open(owner: string, envelope: Envelope): Promise<unknown>;
}
