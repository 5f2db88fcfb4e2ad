import type { RequestId } from '../domain/request.ts';

/** A small content, encrypted with its own key, and that key, wrapped. Without either of the two the content is unreadable. */
export interface SealedNote {
  readonly wrappedKey: string;
  readonly sealed: string;
}

/** Seals contents that are too small for a blob. */
export interface SealedNotes {
  seal(requestId: RequestId, content: unknown): Promise<SealedNote>;
  /** @throws when the note was changed, belongs to another request, or its key was wrapped by another key-encryption key */
  open(requestId: RequestId, note: SealedNote): Promise<unknown>;
}
