import type { RequestId } from '../../domain/request.ts';
import type { KeyEncryption } from '../../ports/key-encryption.ts';
import { KeyDestroyed, type KeyPurpose, type KeyRing } from '../../ports/key-ring.ts';
import type { SealedNote } from '../../ports/sealed-notes.ts';
import { readNote } from './note-rows.ts';
import type { OpenedKeys } from '../../sealing/opened-keys.ts';
import { keyRow, pointer } from './rows.ts';
import type { RegisterTable } from './register-table.ts';
import { freshKey, sealNote, unsealNote } from '../../sealing/sealed-notes.ts';

/** Wrapped keys are rows of the register, with what they sealed first; opened ones stay in this process's memory for a while. */
export function createTableKeyRing(
  table: RegisterTable,
  encryption: KeyEncryption,
  opened: OpenedKeys,
): KeyRing {
  const place = (requestId: RequestId, purpose: KeyPurpose): string => `${requestId}/${purpose}`;

  async function read(
    requestId: RequestId,
    purpose: KeyPurpose,
  ): Promise<{ note: SealedNote; key: Buffer }> {
    const note = await readNote(table, keyRow(requestId, purpose));
    if (note === null) throw new KeyDestroyed();
    const key = await encryption.unwrap(note.wrappedKey);
    if (purpose === 'dossier') opened.keep(requestId, key);
    return { note, key };
  }

  return {
    create(requestId, purpose, content) {
      const key = freshKey();
      if (purpose === 'dossier') opened.keep(requestId, key);
      return sealNote(encryption, key, place(requestId, purpose), content);
    },
    async read(requestId, purpose) {
      const { note, key } = await read(requestId, purpose);
      return await unsealNote(key, place(requestId, purpose), note);
    },
    open: async (requestId) => opened.get(requestId) ?? (await read(requestId, 'dossier')).key,
    async destroy(requestId, purpose) {
      await table((client) =>
        client.upsertEntity(pointer(keyRow(requestId, purpose), requestId), 'Replace'),
      );
      if (purpose === 'dossier') opened.evict(requestId);
    },
  };
}
