/** A small content, encrypted with its own key, and that key, wrapped. Without either of the two the content is unreadable. */
export interface SealedNote {
  readonly wrappedKey: string;
  readonly sealed: string;
}

/** Seals contents that are too small for a blob. */
export interface SealedNotes {
  /** @param owner the id of the request or of the search that the note belongs to */
  seal(owner: string, content: unknown): Promise<SealedNote>;
  /** @throws when the note was changed, belongs to another owner, or its key was wrapped by another key-encryption key */
  open(owner: string, note: SealedNote): Promise<unknown>;
}
