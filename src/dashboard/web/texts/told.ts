/** A code in words: a few for a tag, and a sentence. */
export interface Told {
  readonly label: string;
  readonly says: string;
}
