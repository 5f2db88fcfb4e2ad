import { randomBytes } from 'node:crypto';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import type { SealedNote, SealedNotes } from '../ports/sealed-notes.ts';
import { sealing, unsealing } from './sealing-stream.ts';
import { transformed } from './transformed.ts';

const keyBytes = 32;

export const freshKey = (): Buffer => randomBytes(keyBytes);

/** Encrypts a note like a blob, and binds it to its place. */
export async function sealNote(
  encryption: KeyEncryption,
  key: Buffer,
  place: string,
  content: unknown,
): Promise<SealedNote> {
  const plain = Buffer.from(JSON.stringify(content));
  const sealed = await transformed(plain, sealing(key, place));
  return { wrappedKey: await encryption.wrap(key), sealed: sealed.toString('base64url') };
}

/** @throws SealBroken when the note was changed, or was sealed for another place or with another key */
export async function unsealNote(
  key: Buffer,
  place: string,
  { sealed }: SealedNote,
): Promise<unknown> {
  const plain = await transformed(Buffer.from(sealed, 'base64url'), unsealing(key, place));
  return JSON.parse(plain.toString()) as unknown;
}

export function createSealedNotes(encryption: KeyEncryption): SealedNotes {
  const place = (owner: string): string => `${owner}/note`;
  return {
    seal: (owner, content) => sealNote(encryption, freshKey(), place(owner), content),
    open: async (owner, note) =>
      unsealNote(await encryption.unwrap(note.wrappedKey), place(owner), note),
  };
}
