import type { RequestId } from '../domain/request.ts';

/** A small content, encrypted under a fresh key of its own, and that key, wrapped. Whoever destroys either destroys the content. */
export interface SealedNote {
  readonly wrappedKey: string;
  readonly sealed: string;
}

/** Seals what is too small for a blob of its own. */
export interface SealedNotes {
  seal(requestId: RequestId, content: unknown): Promise<SealedNote>;
  /** @throws when the note was changed, belongs to another request, or its key was wrapped by another key-encryption key */
  open(requestId: RequestId, note: SealedNote): Promise<unknown>;
}
