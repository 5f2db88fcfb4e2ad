import { randomBytes } from 'node:crypto';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import type { Envelope, Envelopes } from '../ports/envelopes.ts';
import { sealing, unsealing } from './sealing-stream.ts';
import { transformed } from './transformed.ts';

const keyBytes = 32;

export const freshKey = (): Buffer => randomBytes(keyBytes);

/** Encrypts a content in the same way as blobs are encrypted. The result can be opened only for the same place. */
export async function sealEnvelope(
  encryption: KeyEncryption,
  key: Buffer,
  place: string,
  content: unknown,
): Promise<Envelope> {
  const plain = Buffer.from(JSON.stringify(content));
  const sealed = await transformed(plain, sealing(key, place));
  return { wrappedKey: await encryption.wrap(key), sealed: sealed.toString('base64url') };
}

/** @throws SealBroken when the envelope was changed, or was sealed for another place or with another key */
export async function openEnvelope(
  key: Buffer,
  place: string,
  { sealed }: Envelope,
): Promise<unknown> {
  const plain = await transformed(Buffer.from(sealed, 'base64url'), unsealing(key, place));
  return JSON.parse(plain.toString()) as unknown;
}

export function createEnvelopes(encryption: KeyEncryption): Envelopes {
  const place = (owner: string): string => `${owner}/envelope`;
  return {
    seal: (owner, content) => sealEnvelope(encryption, freshKey(), place(owner), content),
    open: async (owner, envelope) =>
      openEnvelope(await encryption.unwrap(envelope.wrappedKey), place(owner), envelope),
  };
}
