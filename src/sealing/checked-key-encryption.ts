import type { KeyEncryption } from '../ports/key-encryption.ts';

/** Wraps and unwraps keys only after the key check has passed. */
export function checkedKeyEncryption(
  encryption: KeyEncryption,
  checkKeys: () => Promise<void>,
): KeyEncryption {
  return {
    wrap: async (key) => {
      await checkKeys();
      return await encryption.wrap(key);
    },
    unwrap: async (wrapped) => {
      await checkKeys();
      return await encryption.unwrap(wrapped);
    },
  };
}
