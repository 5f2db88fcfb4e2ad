import { createCipheriv, createDecipheriv, createHash } from 'node:crypto';
import type { KeyEncryption } from '../ports/key-encryption.ts';
import { KeysDiffer } from '../ports/keys-differ.ts';

/** RFC 3394 §2.2.3.1: the initial value for the integrity check of an unwrapped key. */
const initialValue = Buffer.alloc(8, 0xa6);

/**
 * Wraps with AES Key Wrap (RFC 3394) under a key held in memory.
 * @param keyEncryptionKey 32 bytes
 */
export function createLocalKeyEncryption(keyEncryptionKey: Buffer): KeyEncryption {
  const keyId = createHash('sha256').update(keyEncryptionKey).digest('hex').slice(0, 8);

  return {
    wrap: async (key) => {
      const cipher = createCipheriv('aes256-wrap', keyEncryptionKey, initialValue);
      const wrapped = Buffer.concat([cipher.update(key), cipher.final()]);
      return `local.${keyId}.${wrapped.toString('base64url')}`;
    },
    unwrap: async (wrapped) => {
      const [kind, wrappedBy, body = ''] = wrapped.split('.');
      if (kind !== 'local' || wrappedBy !== keyId)
        throw new KeysDiffer(['HABEAS_KEY_ENCRYPTION_KEY']);
      const decipher = createDecipheriv('aes256-wrap', keyEncryptionKey, initialValue);
      return Buffer.concat([decipher.update(Buffer.from(body, 'base64url')), decipher.final()]);
    },
  };
}
