import { randomBytes } from 'node:crypto';
import { Readable, type Transform } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { sealing, SealBroken, unsealing } from '../../src/sealing/sealing-stream.ts';

const key = randomBytes(32);
const chunk = 64 * 1024;
const headerBytes = 36;
const sealedChunk = chunk + 16;

function through(bytes: Buffer, transform: Transform, pieceBytes = bytes.length): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += pieceBytes)
    pieces.push(bytes.subarray(from, from + pieceBytes));
  return buffer(Readable.from(pieces).compose(transform));
}

const seal = (plain: Buffer): Promise<Buffer> => through(plain, sealing(key, 'here'));
const open = (sealed: Buffer, place = 'here', openKey = key): Promise<Buffer> =>
  through(sealed, unsealing(openKey, place));

test.each([0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk, 3 * chunk + 7])(
  'returns the same %i bytes, independent of the size of the input pieces',
  async (length) => {
    const plain = randomBytes(length);
    const sealed = await through(plain, sealing(key, 'here'), 1000);
    expect(sealed.includes(plain.subarray(0, 32)) && length >= 32).toBe(false);
    expect((await open(sealed)).equals(plain)).toBe(true);
    expect((await through(sealed, unsealing(key, 'here'), 17_000)).equals(plain)).toBe(true);
  },
);

test('equal contents have different ciphertexts', async () => {
  const plain = Buffer.from('the same');
  expect((await seal(plain)).equals(await seal(plain))).toBe(false);
});

const damages: Record<string, (sealed: Buffer) => Buffer> = {
  'a changed byte': (sealed) => {
    const changed = Buffer.from(sealed);
    changed[headerBytes + 10] = (changed[headerBytes + 10] ?? 0) ^ 1;
    return changed;
  },
  'a changed salt': (sealed) => {
    const changed = Buffer.from(sealed);
    changed[10] = (changed[10] ?? 0) ^ 1;
    return changed;
  },
  'the last byte cut off': (sealed) => sealed.subarray(0, -1),
  'the last chunk cut off': (sealed) => sealed.subarray(0, headerBytes + 2 * sealedChunk),
  'everything but the header cut off': (sealed) => sealed.subarray(0, headerBytes),
  'half a header': (sealed) => sealed.subarray(0, 20),
  'an empty blob': () => Buffer.alloc(0),
  'two chunks swapped': (sealed) =>
    Buffer.concat([
      sealed.subarray(0, headerBytes),
      sealed.subarray(headerBytes + sealedChunk, headerBytes + 2 * sealedChunk),
      sealed.subarray(headerBytes, headerBytes + sealedChunk),
      sealed.subarray(headerBytes + 2 * sealedChunk),
    ]),
  'a missing chunk': (sealed) =>
    Buffer.concat([sealed.subarray(0, headerBytes), sealed.subarray(headerBytes + sealedChunk)]),
  'added bytes': (sealed) => Buffer.concat([sealed, randomBytes(100)]),
  'another format': (sealed) => Buffer.concat([Buffer.from('PK34'), sealed.subarray(4)]),
};

test.each(Object.keys(damages))('detects this damage: %s', async (name) => {
  const sealed = await seal(randomBytes(2 * chunk + 500));
  await expect(open(damages[name]?.(sealed) ?? sealed)).rejects.toThrow(SealBroken);
});

test('refuses to open the content for another place or with another key', async () => {
  const sealed = await seal(Buffer.from('secret'));
  await expect(open(sealed, 'there')).rejects.toThrow(SealBroken);
  await expect(open(sealed, 'here', randomBytes(32))).rejects.toThrow(SealBroken);
});
