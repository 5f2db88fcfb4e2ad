import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { Transform, type TransformCallback } from 'node:stream';

// The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015): each chunk is encrypted with AES-256-GCM. The nonce of a chunk holds
// the chunk's number and a flag for the last chunk, so a missing, moved or cut-off chunk is detected. Each stream has its own key, which is
// derived from a random salt and the stream's place.
//
//   magic (4) | salt (32) | chunk 0 | chunk 1 | …      chunk = ciphertext (≤ 64 KiB) | tag (16)

const magic = Buffer.from('HBS1');
const saltBytes = 32;
const headerBytes = magic.length + saltBytes;
const chunkBytes = 64 * 1024;
const tagBytes = 16;

/** A sealed blob was truncated or changed, or was sealed for another place. */
export class SealBroken extends Error {
  constructor() {
    super('A sealed blob was truncated or changed.');
    this.name = 'SealBroken';
  }
}

function streamKey(key: Buffer, salt: Buffer, place: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', key, salt, place, 32)));
}

function nonce(chunk: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32BE(chunk, 7);
  bytes[11] = isLast ? 1 : 0;
  return bytes;
}

/**
 * Divides the incoming bytes into pieces of one size. Each piece is a list of buffers, because this copies no bytes. The last piece may be
 * shorter or empty, and only `rest` returns it.
 */
function pieces(size: number): {
  add(bytes: Buffer): Buffer[][];
  rest(): Buffer[];
} {
  let held: Buffer[] = [];
  let length = 0;
  return {
    add(bytes) {
      const full: Buffer[][] = [];
      let from = 0;
      for (; length + bytes.length - from > size; length = 0) {
        const to = from + size - length;
        full.push([...held, bytes.subarray(from, to)]);
        held = [];
        from = to;
      }
      held.push(bytes.subarray(from));
      length += bytes.length - from;
      return full;
    },
    rest: () => held,
  };
}

/**
 * Encrypts a stream.
 * @param key 32 bytes
 * @param place name of the place where the content is stored; decrypting it for another place fails
 */
export function sealing(key: Buffer, place: string): Transform {
  const salt = randomBytes(saltBytes);
  const ownKey = streamKey(key, salt, place);
  const plain = pieces(chunkBytes);
  let chunk = 0;

  const transform = new Transform({
    transform(bytes: Buffer, _encoding, done: TransformCallback) {
      for (const piece of plain.add(bytes)) seal(piece, false);
      done();
    },
    flush(done: TransformCallback) {
      seal(plain.rest(), true);
      done();
    },
  });

  function seal(parts: readonly Buffer[], isLast: boolean): void {
    const cipher = createCipheriv('aes-256-gcm', ownKey, nonce(chunk++, isLast));
    for (const part of parts) transform.push(cipher.update(part));
    cipher.final();
    transform.push(cipher.getAuthTag());
  }

  transform.push(Buffer.concat([magic, salt]));
  return transform;
}

/** Decrypts what `sealing` encrypted. Fails with `SealBroken`. The output before the error is genuine, but incomplete. */
export function unsealing(key: Buffer, place: string): Transform {
  const sealed = pieces(chunkBytes + tagBytes);
  let header = Buffer.alloc(0);
  let ownKey: KeyObject | null = null;
  let chunk = 0;

  function open(piece: Buffer, isLast: boolean): Buffer {
    if (ownKey === null || piece.length < tagBytes) throw new SealBroken();
    const decipher = createDecipheriv('aes-256-gcm', ownKey, nonce(chunk++, isLast), {
      authTagLength: tagBytes,
    });
    decipher.setAuthTag(piece.subarray(piece.length - tagBytes));
    const plain = decipher.update(piece.subarray(0, piece.length - tagBytes));
    try {
      return Buffer.concat([plain, decipher.final()]);
    } catch {
      throw new SealBroken();
    }
  }

  function afterHeader(bytes: Buffer): Buffer {
    if (ownKey !== null) return bytes;
    header = Buffer.concat([header, bytes]);
    if (header.length < headerBytes) return Buffer.alloc(0);
    if (!header.subarray(0, magic.length).equals(magic)) throw new SealBroken();
    ownKey = streamKey(key, header.subarray(magic.length, headerBytes), place);
    return header.subarray(headerBytes);
  }

  return new Transform({
    transform(bytes: Buffer, _encoding, done: TransformCallback) {
      try {
        for (const piece of sealed.add(afterHeader(bytes)))
          this.push(open(Buffer.concat(piece), false));
        done();
      } catch (error) {
        done(error as Error);
      }
    },
    flush(done: TransformCallback) {
      try {
        done(null, open(Buffer.concat(sealed.rest()), true));
      } catch (error) {
        done(error as Error);
      }
    },
  });
}
