import { numberedRequest } from '../support/numbered-request.ts';
import { createLocalKeyEncryption } from '../../src/sealing/local-key-encryption.ts';
import { createSealedNotes } from '../../src/sealing/sealed-notes.ts';

const one = numberedRequest(1);
const two = numberedRequest(2);

const notes = createSealedNotes(createLocalKeyEncryption(Buffer.alloc(32, 7)));
const content = { 'b2c-de': { records: [{ kind: 'user', id: 'oid-ada' }] } };

test('a note comes back, and shows nothing of itself', async () => {
  const note = await notes.seal(one, content);
  expect(await notes.open(one, note)).toEqual(content);
  expect(Buffer.from(note.sealed, 'base64url').includes('oid-ada')).toBe(false);
});

test('equal notes have keys of their own', async () => {
  const [first, other] = [await notes.seal(one, content), await notes.seal(one, content)];
  expect(first.wrappedKey).not.toBe(other.wrappedKey);
  await expect(notes.open(one, { ...first, wrappedKey: other.wrappedKey })).rejects.toThrow();
});

test('a note of another request, a changed one and one under another key-encryption key stay shut', async () => {
  const note = await notes.seal(one, content);
  await expect(notes.open(two, note)).rejects.toThrow('cut off or changed');
  const cut = { ...note, sealed: note.sealed.slice(0, -8) };
  await expect(notes.open(one, cut)).rejects.toThrow('cut off or changed');
  const strangers = createSealedNotes(createLocalKeyEncryption(Buffer.alloc(32, 8)));
  await expect(strangers.open(one, note)).rejects.toThrow('another key-encryption key');
});
